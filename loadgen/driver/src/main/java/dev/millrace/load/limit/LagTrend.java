package dev.millrace.load.limit;

import dev.millrace.load.result.Series;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether lag grows: the slope of the least-squares line through it,
 * {@code slope = Σ (t − t̄)(l − l̄) / Σ (t − t̄)²}, after the warm-up.
 *
 * <p>This is the "lag trend" by which Henning and Hasselbring (How to measure scalability of distributed stream processing
 * engines?, 2021; Theodolite) tell a system that keeps up from one that does not. Lag itself says little: a healthy system may
 * carry much of it. A queue whose arrivals exceed its service by x grows by x each second, whatever its size.
 *
 * <p>Lag behind committed offsets saws: it rises by what arrives in the period P of the commits and falls back. Over T seconds that adds
 * at most 3 (P / T)² of the arrival rate to the slope: .5 % for a commit every 5 s, Kafka's default, seen for 120 s, but 2 % in
 * 60 s. So measure at least twenty commits (.75 %). This holds for P of two sampling intervals or more; a shorter P, such as a
 * commit each second sampled each second, may be seen as a slow wave of height P, which adds up to 2 P / T. Lag that is counted
 * as events sent less results seen has no saw; prefer it.
 *
 * @param slope lag per second, in the unit of the lag
 * @param intercept lag at second 0
 * @param samples that were fitted
 */
public record LagTrend(double slope, double intercept, int samples) {
    /** Samples that a trend needs. */
    public static final int LEAST = 10;

    /**
     * Fits a curve from {@code warmUp} on; seconds in which nothing was seen do not count.
     *
     * @param warmUp second from which the curve counts, 0 being the begin of the measured part
     * @throws IllegalArgumentException if fewer than ten samples are left or all are of one moment
     */
    public static LagTrend of(Series lag, double warmUp) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < lag.seconds().size(); i++) {
            Double value = lag.values().get(i);
            if (value != null && lag.seconds().get(i) >= warmUp) {
                points.add(new double[] {lag.seconds().get(i), value});
            }
        }
        if (points.size() < LEAST) {
            throw new IllegalArgumentException("series " + lag.name() + " has " + points.size()
                    + " samples after second " + warmUp + ": a trend needs " + LEAST + ", run longer");
        }
        return fit(lag.name(), points);
    }

    private static LagTrend fit(String name, List<double[]> points) {
        double t = points.stream().mapToDouble(point -> point[0]).average().orElseThrow();
        double l = points.stream().mapToDouble(point -> point[1]).average().orElseThrow();
        double both = 0;
        double times = 0;
        for (double[] point : points) {
            both += (point[0] - t) * (point[1] - l);
            times += (point[0] - t) * (point[0] - t);
        }
        if (times == 0) {
            throw new IllegalArgumentException("series " + name + " has all its samples at second " + t);
        }
        double slope = both / times;
        return new LagTrend(slope, l - slope * t, points.size());
    }
}
