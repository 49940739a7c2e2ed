package dev.millrace.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Value of {@code anomaly-alerts}: a step in the life of one alert. A consumer keeps the last step per {@code alertId}; the
 * same step may arrive again after a failure, equal in every field that identifies it (alertId, status, updatedAt).
 *
 * @param severity −log10 of the tail probability of the score, capped at 12
 * @param startedAt event time of the first anomalous window, epoch milliseconds
 * @param updatedAt event time of the window of this step
 * @param endedAt event time at which it was resolved, null while firing
 * @param cause what raised it: model, level, relation, range, stuck, gap
 */
public record AnomalyAlert(
        String alertId,
        String sensorId,
        Status status,
        double severity,
        long startedAt,
        long updatedAt,
        @Nullable Long endedAt,
        double score,
        double threshold,
        String cause,
        Map<String, Double> contributions,
        ModelRef model,
        SourceRef source,
        FeatureSnapshot features,
        Timings timings,
        @Nullable String traceparent) {
    public static final Codec<AnomalyAlert> CODEC = Json.codec(AnomalyAlert.class);

    /** Whether the anomaly goes on; a firing alert that was seen before is an update. */
    public enum Status {
        @JsonProperty("firing")
        FIRING,
        @JsonProperty("resolved")
        RESOLVED
    }
}
