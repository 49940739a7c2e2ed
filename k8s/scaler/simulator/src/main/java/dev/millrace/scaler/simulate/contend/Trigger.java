package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.keda.TriggerReading;

/** A trigger of a ScaledObject, read at a moment. */
public interface Trigger {
    TriggerReading read(Observation seen);
}
