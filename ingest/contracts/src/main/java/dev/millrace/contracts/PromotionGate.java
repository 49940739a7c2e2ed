package dev.millrace.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a shadow or canary must keep to go live by itself. Each limit is one metric of {@link ModelComparison}; a metric that the
 * stage does not have (agreement of a canary) is not judged.
 *
 * @param minSamples samples before a verdict, at least 1
 * @param maxLatencyRatio candidate's run time against the live model's, above 0
 * @param maxDisagreement share of pairs with another decision, 0 to 1
 * @param minQuality share of requests that the candidate answers of those that the live model answers, 0 to 1
 * @param maxPsi population stability index of the scores, above 0; usual readings: .1 some shift, .25 another distribution
 */
public record PromotionGate(
        long minSamples, double maxLatencyRatio, double maxDisagreement, double minQuality, double maxPsi) {
    private static final PromotionGate DEFAULTS = new PromotionGate(1000, 1.5, .05, .99, .25);

    public PromotionGate {
        if (minSamples < 1) {
            throw new IllegalArgumentException("gate.minSamples: " + minSamples + " is not at least 1");
        }
        requirePositive("maxLatencyRatio", maxLatencyRatio);
        requireShare("maxDisagreement", maxDisagreement);
        requireShare("minQuality", minQuality);
        requirePositive("maxPsi", maxPsi);
    }

    public static PromotionGate defaults() {
        return DEFAULTS;
    }

    /** A gate where what is left out (null) has its default. */
    @JsonCreator
    public static PromotionGate of(
            @JsonProperty("minSamples") @Nullable Long minSamples,
            @JsonProperty("maxLatencyRatio") @Nullable Double maxLatencyRatio,
            @JsonProperty("maxDisagreement") @Nullable Double maxDisagreement,
            @JsonProperty("minQuality") @Nullable Double minQuality,
            @JsonProperty("maxPsi") @Nullable Double maxPsi) {
        return new PromotionGate(
                minSamples == null ? DEFAULTS.minSamples : minSamples,
                maxLatencyRatio == null ? DEFAULTS.maxLatencyRatio : maxLatencyRatio,
                maxDisagreement == null ? DEFAULTS.maxDisagreement : maxDisagreement,
                minQuality == null ? DEFAULTS.minQuality : minQuality,
                maxPsi == null ? DEFAULTS.maxPsi : maxPsi);
    }

    private static void requirePositive(String key, double value) {
        if (!(value > 0) || !Double.isFinite(value)) {
            throw new IllegalArgumentException("gate." + key + ": " + value + " is not above 0");
        }
    }

    private static void requireShare(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("gate." + key + ": " + value + " is not a share from 0 to 1");
        }
    }
}
