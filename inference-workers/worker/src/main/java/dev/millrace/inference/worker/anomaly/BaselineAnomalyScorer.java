package dev.millrace.inference.worker.anomaly;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.streams.core.anomaly.BaselineScorer;
import java.util.List;

/** Scores by rule while no model is live, so that alerts flow from the first minute. */
final class BaselineAnomalyScorer implements Scorer<WindowRequest> {
    private final ModelRef model;
    private final ScoreWriter writer = new ScoreWriter();

    BaselineAnomalyScorer(String name) {
        this.model = new ModelRef(name, ModelRef.BASELINE);
    }

    @Override
    public ModelRef model() {
        return model;
    }

    @Override
    public void prepare(List<WindowRequest> batch) {}

    @Override
    public void run() {}

    @Override
    public List<Answer> finish(List<WindowRequest> batch) {
        return batch.stream().map(this::answer).toList();
    }

    Answer answer(WindowRequest request) {
        BaselineScorer.Scored scored = BaselineScorer.score(request);
        if (!Double.isFinite(scored.score())) {
            return new Answer.Refusal(
                    ErrorKind.INFERENCE, "the baseline gave " + scored.score() + " for " + request.id());
        }
        return writer.result(request, scored.score(), scored.threshold(), scored.contributions(), model);
    }

    @Override
    public void warmUp(int batchMax) {}

    @Override
    public void close() {}
}
