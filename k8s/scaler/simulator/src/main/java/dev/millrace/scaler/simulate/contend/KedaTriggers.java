package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.decide.Decision;
import dev.millrace.scaler.decide.DelayPolicy;
import dev.millrace.scaler.keda.CronTrigger;
import dev.millrace.scaler.keda.CronTriggerSettings;
import dev.millrace.scaler.keda.DelayTriggerSettings;
import dev.millrace.scaler.keda.KafkaTrigger;
import dev.millrace.scaler.keda.KafkaTriggerSettings;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.keda.TriggerReading;
import dev.millrace.scaler.simulate.scenario.Scenario;

/** The triggers of a ScaledObject as they are: KEDA's own, and the scaler by delay. A run begins at midnight UTC for cron triggers. */
public final class KedaTriggers implements TriggerFactory {
    /** What one replica takes of a metric that is a number of replicas. */
    private static final double TARGET = 1;

    @Override
    public Trigger trigger(ScaledObject spec, ScaledObject.Trigger trigger, Scenario scenario) {
        return switch (trigger.type()) {
            case "kafka", "apache-kafka" -> {
                var kafka = new KafkaTrigger(KafkaTriggerSettings.of(trigger.metadata()));
                yield seen -> kafka.read(seen.loads());
            }
            case "cron" -> {
                var cron = new CronTrigger(CronTriggerSettings.of(trigger.metadata()));
                yield seen -> cron.read(seen.seconds());
            }
            case "external", "external-push" -> {
                DelayTriggerSettings settings = DelayTriggerSettings.of(trigger.metadata());
                var policy = new DelayPolicy(settings.target(spec.min(), spec.max()));
                yield seen -> {
                    Decision decision = policy.decide(seen);
                    return TriggerReading.of(decision.active(), decision.replicas(), TARGET);
                };
            }
            default ->
                throw new IllegalArgumentException(
                        "ScaledObject " + spec.name() + ": a simulation knows no trigger of type " + trigger.type());
        };
    }
}
