package dev.millrace.inference.worker.metrics;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Timings;
import dev.millrace.inference.api.ExecutionProvider;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;

/** What a worker tells about itself. Thread-safe. */
public interface WorkerMetrics {
    /** One run of a scorer on {@code size} requests; looking features up comes before the run. */
    void batch(int size, long lookUpNanos, long runNanos);

    /** The run of a shadow on {@code size} requests that the live model answers. */
    void shadow(int size, long nanos);

    /** One result and where its time went. */
    void result(Timings timings);

    void deadLetter(ErrorKind kind);

    /** A batch failed and was split to find what spoils it. */
    void bisected();

    /** A transaction ended; an aborted one is answered again. */
    void transaction(boolean committed, long commitNanos);

    /** A batch waits for something remote. */
    void retry();

    /** The loop works with this model, on this device, from now on. */
    void serving(ModelRef model, ExecutionProvider device);

    /** What waits for the model, and what is between the model and the broker. */
    void watch(IntSupplier queued, IntSupplier inFlight);

    /** A version that is not served, {@code reason} being a short label. */
    void refused(String reason);

    /** All signals whose drift is known now. */
    void drift(List<Drift> known);

    /** The worker can take requests, so long after its process began. */
    void started(Duration startup);
}
