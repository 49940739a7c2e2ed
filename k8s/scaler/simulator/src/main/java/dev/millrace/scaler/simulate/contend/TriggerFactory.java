package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.simulate.scenario.Scenario;

/** Makes triggers for one run. */
public interface TriggerFactory {
    /** Throws {@link IllegalArgumentException} for a type or metadata that a simulation does not know. */
    Trigger trigger(ScaledObject spec, ScaledObject.Trigger trigger, Scenario scenario);
}
