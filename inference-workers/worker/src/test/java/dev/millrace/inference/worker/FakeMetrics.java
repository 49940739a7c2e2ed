package dev.millrace.inference.worker;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** Keeps what it is told. */
public final class FakeMetrics implements WorkerMetrics {
    public final List<String> told = new ArrayList<>();
    public final List<Integer> batches = new ArrayList<>();

    @Override
    public void batch(int size, long runNanos) {
        batches.add(size);
    }

    @Override
    public void result(Map<String, Double> timings) {}

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
    public void serving(ModelRef model) {
        told.add("serving " + model.version());
    }

    @Override
    public void refused(String reason) {
        told.add("refused " + reason);
    }
}
