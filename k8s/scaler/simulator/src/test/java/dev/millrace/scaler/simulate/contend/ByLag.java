package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.keda.TriggerReading;
import dev.millrace.scaler.simulate.scenario.Scenario;

/** Lag by a threshold: the kafka trigger's; for the external one what a worker answers in a second. */
public record ByLag(double threshold) implements Trigger {
    public static Trigger of(ScaledObject spec, ScaledObject.Trigger trigger, Scenario scenario) {
        String lag = trigger.metadata().get("lagThreshold");
        return new ByLag(lag == null ? scenario.workers().recordsPerSecond() : Double.parseDouble(lag));
    }

    @Override
    public TriggerReading read(Observation seen) {
        long lag = seen.loads().totalBacklog();
        return TriggerReading.of(lag > 0 || seen.fleet().busy() > 0, Math.max(1, (double) lag), threshold);
    }
}
