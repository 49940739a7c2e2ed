package dev.millrace.load.compare;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The samples of one metric in both runs, on the scale on which they are compared: logarithms, because run-to-run noise
 * multiplies; where a sample is zero or negative, shares of the mean size.
 *
 * @param a of the first run, scaled
 * @param b of the second run, scaled
 * @param paired whether {@code a[i]} and {@code b[i]} were measured in turns, for every {@code i}
 */
record Samples(double[] a, double[] b, boolean log, boolean paired) {
    static Samples of(List<Double> a, List<Double> b) {
        return of(a, b, false);
    }

    /** {@code measuredInTurns} counts only where there are as many on both sides and enough of them. */
    static Samples of(List<Double> a, List<Double> b, boolean measuredInTurns) {
        boolean paired = measuredInTurns && a.size() == b.size() && a.size() >= Pairing.LEAST;
        boolean log = Stream.concat(a.stream(), b.stream()).allMatch(sample -> sample > 0);
        double size = Stream.concat(a.stream(), b.stream())
                .mapToDouble(Math::abs)
                .average()
                .orElse(0);
        double unit = size > 0 ? size : 1;
        return new Samples(scaled(a, log, unit), scaled(b, log, unit), log, paired);
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

    /** Second run less first, of each pair. */
    double[] differences() {
        return IntStream.range(0, a.length).mapToDouble(i -> b[i] - a[i]).toArray();
    }

    /** {@code a} and {@code b} in one array. */
    double[] pooled() {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }
}
