package dev.millrace.contracts;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Value of {@code anomaly-scores}: one scored window.
 *
 * @param windowStart event time of its first reading, epoch milliseconds
 * @param windowEnd event time of its last reading, epoch milliseconds; with {@code sensorId} the identity of the score
 * @param score the model's score, larger is stranger
 * @param threshold the model's own threshold; the per-sensor decision is the alert's
 * @param contributions share of each channel in the score, sums to 1 where the score is positive
 * @param features signals measured on the raw readings of the window (robust z, range excess, stuck ...)
 * @param timings since the Kafka timestamp of the triggering reading
 */
public record AnomalyScore(
        String sensorId,
        long windowStart,
        long windowEnd,
        double score,
        double threshold,
        boolean anomalous,
        Map<String, Double> contributions,
        ModelRef model,
        SourceRef source,
        FeatureSnapshot features,
        Timings timings,
        @Nullable String traceparent) {
    public static final Codec<AnomalyScore> CODEC = ResultJson.codec(AnomalyScore.class, AnomalyScoreJson::write);
}
