package dev.millrace.inference.training.anomaly;

/**
 * How the anomaly model is trained.
 *
 * @param varianceKept share of the windows' variance that the encoder keeps; the rest is the residual that is scored. On a pump test bed and on
 *     synthetic correlated sensors .8 told faults apart far better than .85 and above: the further components copy the
 *     channels' own movements, and with them what breaks their relation
 * @param thresholdMads threshold = median + this many median absolute deviations of the training scores
 * @param trimmed share of the strangest windows left out of the final fit, so that faults are not learnt as normal
 * @param minWindows windows an asset type needs at least
 * @param windowsPerValue windows an asset type needs per value of its window (samples × channels), on top of the minimum
 * @param sampleSize windows kept per asset type, a uniform sample of all
 * @param seed of the sample
 */
public record AnomalyTrainerConfig(
        double varianceKept,
        double thresholdMads,
        double trimmed,
        int minWindows,
        double windowsPerValue,
        int sampleSize,
        long seed) {
    public AnomalyTrainerConfig {
        require(varianceKept > 0 && varianceKept < 1, "varianceKept", varianceKept, "between 0 and 1");
        require(thresholdMads > 0, "thresholdMads", thresholdMads, "positive");
        require(trimmed >= 0 && trimmed < .5, "trimmed", trimmed, "at least 0 and below 0.5");
        require(minWindows >= 2, "minWindows", minWindows, "at least 2");
        require(windowsPerValue >= 0, "windowsPerValue", windowsPerValue, "at least 0");
        require(sampleSize >= minWindows, "sampleSize", sampleSize, "at least minWindows " + minWindows);
    }

    public static AnomalyTrainerConfig defaults() {
        return new AnomalyTrainerConfig(.80, 8, .05, 100, 2, 20_000, 1);
    }

    public AnomalyTrainerConfig withVarianceKept(double share) {
        return new AnomalyTrainerConfig(share, thresholdMads, trimmed, minWindows, windowsPerValue, sampleSize, seed);
    }

    public AnomalyTrainerConfig withSeed(long other) {
        return new AnomalyTrainerConfig(
                varianceKept, thresholdMads, trimmed, minWindows, windowsPerValue, sampleSize, other);
    }

    /** Windows needed to train on windows of this many values. */
    int needed(int values) {
        return Math.max(minWindows, (int) Math.ceil(windowsPerValue * values));
    }

    private static void require(boolean holds, String key, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("anomaly training " + key + " must be " + rule + ", it is " + value);
        }
    }
}
