package dev.millrace.load.compare;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The samples of one metric in both runs, on the scale on which they are compared: logarithms, because run-to-run noise
 * multiplies; where a sample is zero or negative, shares of the mean size.
 *
 * @param a of the first run, scaled
 * @param b of the second run, scaled
 */
record Samples(double[] a, double[] b, boolean log) {
    static Samples of(List<Double> a, List<Double> b) {
        boolean log = Stream.concat(a.stream(), b.stream()).allMatch(sample -> sample > 0);
        double size = Stream.concat(a.stream(), b.stream())
                .mapToDouble(Math::abs)
                .average()
                .orElse(0);
        double unit = size > 0 ? size : 1;
        return new Samples(scaled(a, log, unit), scaled(b, log, unit), log);
    }

    private static double[] scaled(List<Double> samples, boolean log, double unit) {
        return samples.stream().mapToDouble(x -> log ? Math.log(x) : x / unit).toArray();
    }

    /** A shift on this scale as a ratio of the second run to the first. */
    double ratio(double shift) {
        return log ? Math.exp(shift) : 1 + shift;
    }

    /** Whether no sample differs from another in either run. */
    boolean constant() {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b))
                        .distinct()
                        .count()
                == 1;
    }

    /** {@code a} and {@code b} in one array. */
    double[] pooled() {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }
}
