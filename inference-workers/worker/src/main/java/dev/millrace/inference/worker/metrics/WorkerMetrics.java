package dev.millrace.inference.worker.metrics;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import java.util.Map;
import java.util.function.IntSupplier;

/** What a worker tells about itself. Thread-safe. */
public interface WorkerMetrics {
    /** One run of a scorer on {@code size} requests. */
    void batch(int size, long runNanos);

    /** One result with its milliseconds per stage. */
    void result(Map<String, Double> timings);

    void deadLetter(ErrorKind kind);

    /** A batch failed and was split to find what spoils it. */
    void bisected();

    /** A transaction ended; an aborted one is answered again. */
    void transaction(boolean committed, long commitNanos);

    /** A batch waits for something remote. */
    void retry();

    /** The loop works with this model from now on. */
    void serving(ModelRef model);

    /** What waits for the model, and what is between the model and the broker. */
    void watch(IntSupplier queued, IntSupplier inFlight);

    /** A version that is not served, {@code reason} being a short label. */
    void refused(String reason);
}
