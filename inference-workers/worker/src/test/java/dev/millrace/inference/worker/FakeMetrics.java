package dev.millrace.inference.worker;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Timings;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.worker.metrics.Drift;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Keeps what it is told. */
public final class FakeMetrics implements WorkerMetrics {
    public final List<String> told = new ArrayList<>();
    public final List<Integer> batches = new ArrayList<>();
    public final List<Timings> results = new ArrayList<>();
    public List<Drift> drifts = List.of();

    @Override
    public void batch(int size, long lookUpNanos, long runNanos) {
        batches.add(size);
    }

    @Override
    public void shadow(int size, long nanos) {
        told.add("shadow of " + size);
    }

    @Override
    public void result(Timings timings) {
        results.add(timings);
    }

    @Override
    public void deadLetter(ErrorKind kind) {
        told.add("dead letter " + kind.label());
    }

    @Override
    public void bisected() {
        told.add("bisected");
    }

    @Override
    public void transaction(boolean committed, long commitNanos) {
        told.add(committed ? "committed" : "aborted");
    }

    @Override
    public void watch(IntSupplier queued, IntSupplier inFlight) {}

    @Override
    public void retry() {
        told.add("retry");
    }

    @Override
    public void serving(ModelRef model, ExecutionProvider device) {
        told.add("serving " + model.version());
    }

    @Override
    public void refused(String reason) {
        told.add("refused " + reason);
    }

    @Override
    public void drift(List<Drift> known) {
        drifts = known;
    }

    @Override
    public void started(Duration startup) {
        told.add("started after " + startup.toMillis() + " ms");
    }
}
