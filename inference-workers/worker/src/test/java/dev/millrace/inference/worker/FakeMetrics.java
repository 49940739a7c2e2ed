package dev.millrace.inference.worker;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps what it is told. */
final class FakeMetrics implements WorkerMetrics {
    final List<String> told = new ArrayList<>();
    final List<Integer> batches = new ArrayList<>();

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
