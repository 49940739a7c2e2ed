package dev.millrace.inference.worker.anomaly;

import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.FeatureSnapshot;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.rollout.Observation;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.Checksum;
import dev.millrace.inference.worker.head.Signals;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;

/** Makes the {@code anomaly-scores} value of one window. */
final class ScoreWriter {
    private final Checksum checksum = new Checksum();

    Answer result(
            WindowRequest request, double score, double threshold, Map<String, Double> contributions, ModelRef model) {
        String hash = checksum.of(request.window());
        return new Answer.Result(
                () -> new Observation.Score(score, score > threshold),
                to -> tell(request, score, to),
                context -> AnomalyScore.CODEC.encode(new AnomalyScore(
                        request.sensorId(),
                        request.windowStart(),
                        request.windowEnd(),
                        score,
                        threshold,
                        score > threshold,
                        contributions,
                        model,
                        context.source(),
                        new FeatureSnapshot(request.windowEnd(), request.signals(), hash),
                        context.timings(),
                        context.traceparent())));
    }

    /** Without what is told by channel: of channels there may be any number. */
    private static void tell(WindowRequest request, double score, ObjDoubleConsumer<String> to) {
        to.accept(Signals.SCORE, score);
        request.signals().forEach((name, value) -> {
            if (name.indexOf('.') < 0) {
                to.accept(name, value);
            }
        });
    }
}
