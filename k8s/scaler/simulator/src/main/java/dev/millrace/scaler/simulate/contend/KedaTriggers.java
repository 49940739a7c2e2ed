package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.decide.ReplicaPolicy;
import dev.millrace.scaler.forecast.DelayPolicies;
import dev.millrace.scaler.forecast.SeasonalForecast;
import dev.millrace.scaler.keda.CronTrigger;
import dev.millrace.scaler.keda.CronTriggerSettings;
import dev.millrace.scaler.keda.DelayTriggerSettings;
import dev.millrace.scaler.keda.KafkaTrigger;
import dev.millrace.scaler.keda.KafkaTriggerSettings;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.simulate.scenario.Scenario;
import java.time.ZoneOffset;

/** The triggers of a ScaledObject as they are: KEDA's own, and the scaler by delay. Days and weeks are those of UTC. */
public final class KedaTriggers implements TriggerFactory {
    @Override
    public Trigger trigger(ScaledObject spec, ScaledObject.Trigger trigger, Scenario scenario) {
        double begins = scenario.beginsAt().getEpochSecond();
        return switch (trigger.type()) {
            case "kafka", "apache-kafka" -> {
                var kafka = new KafkaTrigger(KafkaTriggerSettings.of(trigger.metadata()));
                yield seen -> kafka.read(seen.loads());
            }
            case "cron" -> {
                var cron = new CronTrigger(CronTriggerSettings.of(trigger.metadata()));
                yield seen -> cron.read(begins + seen.seconds());
            }
            case "external", "external-push" -> {
                DelayTriggerSettings settings = DelayTriggerSettings.of(trigger.metadata());
                ReplicaPolicy policy = DelayPolicies.of(
                        settings.target(spec.min(), spec.max()),
                        settings.predict(),
                        begins,
                        () -> new SeasonalForecast(ZoneOffset.UTC));
                yield new DelayTrigger(policy);
            }
            default ->
                throw new IllegalArgumentException(
                        "ScaledObject " + spec.name() + ": a simulation knows no trigger of type " + trigger.type());
        };
    }
}
