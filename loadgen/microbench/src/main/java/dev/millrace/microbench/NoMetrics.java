package dev.millrace.microbench;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Timings;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.worker.metrics.Drift;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;

/** A worker that tells nothing, beside which the cost of telling is measured. */
final class NoMetrics implements WorkerMetrics {
    @Override
    public void batch(int size, long lookUpNanos, long runNanos) {}

    @Override
    public void shadow(int size, long nanos) {}

    @Override
    public void result(Timings timings) {}

    @Override
    public void deadLetter(ErrorKind kind) {}

    @Override
    public void bisected() {}

    @Override
    public void transaction(boolean committed, long commitNanos) {}

    @Override
    public void retry() {}

    @Override
    public void serving(ModelRef model, ExecutionProvider device) {}

    @Override
    public void watch(IntSupplier queued, IntSupplier inFlight) {}

    @Override
    public void refused(String reason) {}

    @Override
    public void drift(List<Drift> known) {}

    @Override
    public void started(Duration startup) {}
}
