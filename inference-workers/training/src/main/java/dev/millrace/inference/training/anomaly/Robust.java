package dev.millrace.inference.training.anomaly;

import java.util.Arrays;

/** Order statistics. */
final class Robust {
    private Robust() {}

    static double median(double[] values) {
        return quantile(values, .5);
    }

    /** Of a copy; {@code values} is not empty and keeps its order. */
    static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(q * (sorted.length - 1))];
    }

    /** Median absolute deviation, as it is: not scaled to a standard deviation. */
    static double mad(double[] values) {
        double median = median(values);
        return median(Arrays.stream(values).map(v -> Math.abs(v - median)).toArray());
    }
}
