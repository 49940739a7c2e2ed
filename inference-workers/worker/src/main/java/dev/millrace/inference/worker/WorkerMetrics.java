package dev.millrace.inference.worker;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import java.util.Map;

/** What a worker tells about itself. Thread-safe. */
interface WorkerMetrics {
    /** One run of a scorer on {@code size} requests. */
    void batch(int size, long runNanos);

    /** One result with its milliseconds per stage. */
    void result(Map<String, Double> timings);

    void deadLetter(ErrorKind kind);

    /** A batch waits for something remote. */
    void retry();

    /** The loop works with this model from now on. */
    void serving(ModelRef model);

    /** A live version that is not served, {@code reason} being a short label. */
    void refused(String reason);
}
