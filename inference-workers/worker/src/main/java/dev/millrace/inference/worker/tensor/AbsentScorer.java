package dev.millrace.inference.worker.tensor;

import dev.millrace.contracts.ModelRef;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.head.UnavailableException;
import java.util.List;

/** Stands where no version is live: no rule can answer for an unknown model, so its requests wait. */
final class AbsentScorer implements Scorer<TensorRequest> {
    private final ModelRef model;

    AbsentScorer(String model) {
        this.model = new ModelRef(model, ModelRef.BASELINE);
    }

    @Override
    public ModelRef model() {
        return model;
    }

    @Override
    public void prepare(List<TensorRequest> batch) throws UnavailableException {
        String reason = "no version of model " + model.name() + " is live yet, its requests wait; publish one";
        throw new UnavailableException(reason);
    }

    @Override
    public void run() {}

    @Override
    public List<Answer> finish(List<TensorRequest> batch) {
        throw new IllegalStateException("nothing was prepared");
    }

    @Override
    public void warmUp(int batchMax) {}

    @Override
    public void close() {}
}
