package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.AnomalyScore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the alert life cycle judges of a score; the rest of it is only needed where an alert is told, which is rare.
 *
 * @param windowEnd event time of the last reading, epoch milliseconds
 * @param score the model's, finite
 * @param threshold the model's own, finite
 * @param robustZ {@link Signals#ROBUST_Z}; a signal that is missing or not finite is 0, as the others
 */
public record ScoreFacts(
        long windowEnd,
        double score,
        double threshold,
        String modelName,
        String modelVersion,
        double robustZ,
        double relation,
        double range,
        double stuck,
        double gap) {

    public static ScoreFacts of(AnomalyScore score) {
        Map<String, Double> signals = score.features().values();
        return new ScoreFacts(
                score.windowEnd(),
                score.score(),
                score.threshold(),
                score.model().name(),
                score.model().version(),
                signal(signals.get(Signals.ROBUST_Z)),
                signal(signals.get(Signals.RELATION)),
                signal(signals.get(Signals.RANGE)),
                signal(signals.get(Signals.STUCK)),
                signal(signals.get(Signals.GAP)));
    }

    private static double signal(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? 0 : value;
    }

    /** Whether {@code key} is {@code name/version} of the score's model; makes no text of them. */
    boolean isOfModel(String key) {
        int name = modelName.length();
        return key.length() == name + 1 + modelVersion.length()
                && key.charAt(name) == '/'
                && key.startsWith(modelName)
                && key.endsWith(modelVersion);
    }

    String modelKey() {
        return modelName + "/" + modelVersion;
    }
}
