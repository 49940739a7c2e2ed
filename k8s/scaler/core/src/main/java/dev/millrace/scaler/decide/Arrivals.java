package dev.millrace.scaler.decide;

import java.util.Arrays;

/**
 * Arrival rates, in total ({@link ArrivalWindow}) and how they are spread over the partitions (exponentially weighted, 20 s).
 * A counter that goes back (topic made anew, unclean leader election) counts on from where it is; new partitions count from 0.
 */
final class Arrivals {
    private static final double SPREAD_SECONDS = 20;

    private final ArrivalWindow total;
    private long[] counters = {};
    /** Records per second; their sum only weighs them, {@link #total} is what they add up to. */
    private double[] spread = {};

    /** Makes {@link #spread} add up to the total. */
    private double scale;
    /** Times the root of a rate: what chance may have added to a partition's. */
    private double chance = 3;

    private double rate;
    private double arrived;
    private double lastSeconds = Double.NaN;
    private double lastArrival = Double.NEGATIVE_INFINITY;

    Arrivals(double shortestSeconds) {
        total = new ArrivalWindow(shortestSeconds);
    }

    void observe(double seconds, Loads loads) {
        if (Double.isNaN(lastSeconds)) {
            resize(loads);
            total.add(seconds, 0);
            lastSeconds = seconds;
        } else if (seconds > lastSeconds) {
            count(seconds, seconds - lastSeconds, loads);
            lastSeconds = seconds;
        }
    }

    private void count(double seconds, double elapsed, Loads loads) {
        if (loads.partitions() < counters.length) {
            resize(loads);
        }
        counters = Arrays.copyOf(counters, loads.partitions());
        spread = Arrays.copyOf(spread, loads.partitions());
        long sum = 0;
        for (int partition = 0; partition < counters.length; partition++) {
            sum += Math.max(0, loads.arrived(partition) - counters[partition]);
        }
        arrived += sum;
        total.add(seconds, arrived);
        if (sum > 0) {
            lastArrival = seconds;
        }
        double weight = Math.max(-Math.expm1(-elapsed / SPREAD_SECONDS), Math.min(1, elapsed / total.seconds()));
        double sumOfSpread = 0;
        for (int partition = 0; partition < counters.length; partition++) {
            double seen = Math.max(0, loads.arrived(partition) - counters[partition]) / elapsed;
            spread[partition] += weight * (seen - spread[partition]);
            sumOfSpread += spread[partition];
            counters[partition] = loads.arrived(partition);
        }
        rate = total.perSecond();
        scale = sumOfSpread > 0 ? rate / sumOfSpread : 0;
        chance = 3 / Math.sqrt(Math.min(2 * SPREAD_SECONDS, Math.max(1, total.seconds())));
    }

    private void resize(Loads loads) {
        counters = new long[loads.partitions()];
        spread = new double[loads.partitions()];
        for (int partition = 0; partition < counters.length; partition++) {
            counters[partition] = loads.arrived(partition);
        }
    }

    /** Records per second in all. */
    double perSecond() {
        return rate;
    }

    /** Records per second of one partition; sums up to {@link #perSecond()}. */
    double perSecond(int partition) {
        return partition < spread.length ? spread[partition] * scale : 0;
    }

    /** The least that a partition's rate is, given that what is counted is left to chance. */
    double atLeast(int partition) {
        double likely = perSecond(partition);
        return Math.max(0, likely - chance * Math.sqrt(likely));
    }

    /** Relative standard deviation of {@link #perSecond()}, 0 to 1. */
    double uncertainty() {
        return 1 / Math.sqrt(Math.max(1, total.records()));
    }

    /** Whether records came within the last {@code within} seconds before {@code seconds}. */
    boolean lately(double seconds, double within) {
        return seconds - lastArrival < within;
    }
}
