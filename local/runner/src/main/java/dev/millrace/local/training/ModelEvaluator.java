package dev.millrace.local.training;

import dev.millrace.contracts.SensorReading;
import dev.millrace.inference.training.anomaly.AnomalyModel;
import dev.millrace.inference.training.anomaly.AnomalyOnnx;
import dev.millrace.inference.training.anomaly.WindowHistory;
import dev.millrace.inference.training.evaluation.DetectionEvaluation;
import dev.millrace.inference.training.evaluation.DetectionQuality;
import dev.millrace.inference.training.evaluation.EncoderRanker;
import dev.millrace.inference.training.evaluation.EvaluationReport;
import dev.millrace.inference.training.evaluation.NextItemEvaluation;
import dev.millrace.inference.training.evaluation.NextItemRanker;
import dev.millrace.inference.training.evaluation.PopularityRanker;
import dev.millrace.inference.training.evaluation.RankingQuality;
import dev.millrace.inference.training.recommend.Interaction;
import dev.millrace.inference.training.recommend.RecommenderOnnx;
import dev.millrace.streams.core.anomaly.WindowConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges a new model on held-out events, beside the version that is live. Where none is, a recommender stands beside popularity,
 * which is what workers answer with then.
 *
 * <p>A live version that was trained on the held-out events itself (by {@code model train} without {@code --data}) has an
 * advantage that it did not earn; one that an earlier run of the workflow made has not.
 */
public final class ModelEvaluator {
    private static final long SEED = 1;

    private ModelEvaluator() {}

    /** The version that serves; {@code file} is what its entry promises. */
    public record Live(String version, byte[] file) {}

    /**
     * Judges {@code candidate}.
     *
     * @param past what it was trained on
     * @param heldOut later than {@code past}
     * @param margin by how much the measure may be less than the live version's
     * @throws IllegalArgumentException where a file is not of our trainers, or the model is one that nobody here can judge
     */
    public static Evaluation evaluate(
            String model,
            byte[] candidate,
            String sha256,
            @Nullable Live live,
            TrainingData past,
            TrainingData heldOut,
            double margin) {
        return switch (model) {
            case TrainingJobs.SENSOR_ANOMALY -> anomaly(candidate, sha256, live, past, heldOut, margin);
            case TrainingJobs.RECOMMENDER -> recommender(candidate, sha256, live, past, heldOut, margin);
            default ->
                throw new IllegalArgumentException("there is no measure for '" + model + "': choose "
                        + TrainingJobs.SENSOR_ANOMALY + " or " + TrainingJobs.RECOMMENDER
                        + ", or publish as shadow with a gate, which compares on live traffic");
        };
    }

    private static Evaluation anomaly(
            byte[] candidate,
            String sha256,
            @Nullable Live live,
            TrainingData past,
            TrainingData heldOut,
            double margin) {
        List<AnomalyModel> models = new ArrayList<>(List.of(AnomalyOnnx.parse(candidate)));
        if (live != null) {
            models.add(AnomalyOnnx.parse(live.file()));
        }
        var windows = new WindowHistory(WindowConfig.defaults());
        var evaluation = new DetectionEvaluation(models, SEED);
        // The state that serving would have; these windows are not judged.
        past.sensorReadings(reading -> ignore(windows, reading));
        heldOut.sensorReadings(reading -> windows.onReading(reading).forEach(evaluation::add));
        List<DetectionQuality> found = evaluation.qualities();
        DetectionQuality own = found.get(0);
        return new Evaluation(
                TrainingJobs.SENSOR_ANOMALY,
                sha256,
                "F1 on planted faults",
                own.f1(),
                live == null ? "no model" : live.version(),
                live == null ? 0 : found.get(1).f1(),
                margin,
                Map.of(
                        "windows", (double) own.windows(),
                        "f1", own.f1(),
                        "recall", own.recall(),
                        "falseAlarms", own.falseAlarms()));
    }

    private static Evaluation recommender(
            byte[] candidate,
            String sha256,
            @Nullable Live live,
            TrainingData past,
            TrainingData heldOut,
            double margin) {
        NextItemRanker reference =
                live == null ? PopularityRanker.allTime() : new EncoderRanker(RecommenderOnnx.parse(live.file()));
        EvaluationReport report = NextItemEvaluation.evaluate(
                interactions(past),
                interactions(heldOut),
                List.of(new EncoderRanker(RecommenderOnnx.parse(candidate)), reference),
                SEED);
        RankingQuality own = report.qualities().get(0);
        return new Evaluation(
                TrainingJobs.RECOMMENDER,
                sha256,
                "NDCG@10 of the next item",
                own.ndcgAt10(),
                live == null ? reference.name() : live.version(),
                report.qualities().get(1).ndcgAt10(),
                margin,
                Map.of(
                        "events", (double) report.events(),
                        "ndcgAt10", own.ndcgAt10(),
                        "recallAt10", own.recallAt10(),
                        "recallAt20", own.recallAt20()));
    }

    private static List<Interaction> interactions(TrainingData data) {
        List<Interaction> interactions = new ArrayList<>();
        data.userEvents(event -> {
            if (event.isInteraction()) {
                interactions.add(Interaction.of(event));
            }
        });
        return interactions;
    }

    private static void ignore(WindowHistory windows, SensorReading reading) {
        var unused = windows.onReading(reading);
    }
}
