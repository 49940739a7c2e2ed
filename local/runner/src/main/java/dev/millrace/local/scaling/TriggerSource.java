package dev.millrace.local.scaling;

import dev.millrace.scaler.keda.TriggerReading;

/** Where one trigger of a ScaledObject is read. One thread at a time; bounded in time; a failure is a reading that says so. */
public interface TriggerSource extends AutoCloseable {
    TriggerReading read() throws InterruptedException;

    @Override
    default void close() {}
}
