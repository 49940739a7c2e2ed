package dev.millrace.telemetry;

import java.util.stream.IntStream;

/**
 * Bounds of histograms: powers of two, which are the bounds of Prometheus's native histograms at schema 0, so that classic series
 * and native ones merge without loss, and every histogram of the platform with every other.
 */
public final class Buckets {
    private static final int FASTEST = -12;
    private static final int SLOWEST = 6;

    private Buckets() {}

    /** Seconds, from a quarter of a millisecond to a minute. */
    public static double[] seconds() {
        return powers(FASTEST, SLOWEST);
    }

    /** Counts from 1 to {@code 2^exponent}. */
    public static double[] counts(int exponent) {
        return powers(0, exponent);
    }

    private static double[] powers(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToDouble(exponent -> Math.scalb(1.0, exponent))
                .toArray();
    }
}
