package dev.millrace.streams.core.anomaly;

import java.util.Arrays;

/**
 * Median and spread of every channel. Spread is P90−P10 as the standard deviation of a normal distribution, so that a burst
 * inside the calibration does not widen it; a channel that hardly moved falls back to its range, then to 1 % of its level.
 */
record ChannelScale(int samples, double[] median, double[] spread) {
    private static final double P90_TO_P10_OF_NORMAL = 2.5631;
    private static final double SMALLEST = 1e-6;

    /** Of {@code values[sample * channels + channel]}, the first {@code samples} of them. */
    static ChannelScale of(double[] values, int samples, int channels) {
        double[] median = new double[channels];
        double[] spread = new double[channels];
        double[] sorted = new double[samples];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < samples; i++) {
                sorted[i] = values[i * channels + c];
            }
            Arrays.sort(sorted);
            median[c] = quantile(sorted, .5);
            spread[c] = spread(sorted, median[c]);
        }
        return new ChannelScale(samples, median, spread);
    }

    double z(int channel, double value) {
        double z = (value - median[channel]) / spread[channel];
        return Double.isFinite(z) ? z : Math.copySign(Float.MAX_VALUE, value - median[channel]); // overflow only
    }

    private static double spread(double[] sorted, double median) {
        double width = (quantile(sorted, .9) - quantile(sorted, .1)) / P90_TO_P10_OF_NORMAL;
        double range = sorted[sorted.length - 1] - sorted[0];
        double floor = Math.max(SMALLEST, Math.abs(median) * SMALLEST);
        if (width > floor && Double.isFinite(width)) {
            return width;
        }
        double level = Math.max(SMALLEST, Math.abs(median) / 100);
        return Double.isFinite(range) ? Math.max(range / 4, level) : level;
    }

    private static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        double share = at - low;
        return sorted[low] * (1 - share) + sorted[high] * share; // no difference: it may overflow
    }
}
