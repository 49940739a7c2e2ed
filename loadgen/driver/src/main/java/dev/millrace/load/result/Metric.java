package dev.millrace.load.result;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One number of a scenario, once for each repetition.
 *
 * @param name such as {@code sensor.latency.p99}; parts from the general to the particular
 * @param unit such as {@code ms}, {@code events/s}, {@code µs/event}
 * @param stage the stage or process that the number is about, so that a change has an address; null for the whole
 * @param samples one for each repetition, at least one, finite
 */
public record Metric(String name, String unit, Better better, @Nullable String stage, List<Double> samples) {
    public Metric {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("metric " + name + " has no samples");
        }
        for (double sample : samples) {
            if (!Double.isFinite(sample)) {
                throw new IllegalArgumentException("metric " + name + " has the sample " + sample);
            }
        }
    }

    /** The middle sample, or the mean of the two in the middle. */
    public double median() {
        double[] sorted = samples.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
