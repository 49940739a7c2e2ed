package dev.millrace.local.training;

import dev.millrace.contracts.Codec;
import dev.millrace.contracts.Json;
import java.util.Map;

/**
 * A new model beside what serves now, on events that the new one was not trained on. Kept as JSON between the steps of a
 * training workflow: {@code model evaluate --report}, {@code model publish --report}.
 *
 * @param sha256 of the judged file: the verdict is of this file and no other
 * @param measure larger is better
 * @param reference what serves now: a version such as {@code v3}, or what answers while there is none
 * @param margin by how much the candidate may be worse: measures of finite samples scatter
 * @param metrics of the candidate, finite; they become the version's
 */
public record Evaluation(
        String model,
        String sha256,
        String measure,
        double candidate,
        String reference,
        double referenceValue,
        double margin,
        Map<String, Double> metrics) {
    public static final Codec<Evaluation> CODEC = Json.codec(Evaluation.class);

    public Evaluation {
        metrics = Map.copyOf(metrics);
        requireShare("candidate", candidate);
        requireShare("referenceValue", referenceValue);
        requireShare("margin", margin);
    }

    /** Whether the candidate may be published. */
    public boolean passed() {
        return candidate >= referenceValue - margin;
    }

    private static void requireShare(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("evaluation." + key + ": " + value + " is not between 0 and 1");
        }
    }
}
