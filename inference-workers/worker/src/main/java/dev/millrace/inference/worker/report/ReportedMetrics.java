package dev.millrace.inference.worker.report;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Timings;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.worker.metrics.Drift;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;

/** Keeps, of what it passes on, what reports tell. */
public final class ReportedMetrics implements WorkerMetrics {
    private final WorkerMetrics delegate;
    private final BatchSums sums = new BatchSums();
    private volatile IntSupplier inHand = () -> 0;

    private ReportedMetrics(WorkerMetrics delegate) {
        this.delegate = delegate;
    }

    public static ReportedMetrics wrap(WorkerMetrics delegate) {
        return new ReportedMetrics(delegate);
    }

    BatchSums.Sums sums() {
        return sums.now();
    }

    /** Requests that wait here, are in the model, or are answered and not yet acknowledged. */
    int inHand() {
        return inHand.getAsInt();
    }

    @Override
    public void batch(int size, long lookUpNanos, long runNanos) {
        sums.add(size, lookUpNanos + runNanos);
        delegate.batch(size, lookUpNanos, runNanos);
    }

    @Override
    public void shadow(int size, long nanos) {
        sums.addTime(size, nanos);
        delegate.shadow(size, nanos);
    }

    @Override
    public void watch(IntSupplier queued, IntSupplier inFlight) {
        inHand = () -> queued.getAsInt() + inFlight.getAsInt();
        delegate.watch(queued, inFlight);
    }

    @Override
    public void result(Timings timings) {
        delegate.result(timings);
    }

    @Override
    public void deadLetter(ErrorKind kind) {
        delegate.deadLetter(kind);
    }

    @Override
    public void bisected() {
        delegate.bisected();
    }

    @Override
    public void transaction(boolean committed, long commitNanos) {
        delegate.transaction(committed, commitNanos);
    }

    @Override
    public void retry() {
        delegate.retry();
    }

    @Override
    public void serving(ModelRef model, ExecutionProvider device) {
        delegate.serving(model, device);
    }

    @Override
    public void refused(String reason) {
        delegate.refused(reason);
    }

    @Override
    public void drift(List<Drift> known) {
        delegate.drift(known);
    }

    @Override
    public void started(Duration startup) {
        delegate.started(startup);
    }
}
