package dev.millrace.load.witness;

import dev.millrace.load.result.Distribution;
import dev.millrace.load.result.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A book's figures in the form of a run's result. */
public final class FlowCurves {
    private static final List<Double> PERCENTILES = List.of(0., 25., 50., 75., 90., 95., 99., 99.9, 99.99, 100.);
    private static final double MICROS_PER_MILLI = 1000;

    private FlowCurves() {}

    /** Latency in ms at the percentiles from 0 to 100. */
    public static Distribution distribution(String name, int run, Histogram micros) {
        List<Double> values = PERCENTILES.stream()
                .map(percentile -> micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI)
                .toList();
        return new Distribution(name, "ms", run, micros.getTotalCount(), PERCENTILES, values);
    }

    /**
     * Latency (p50, p99, max) and results a second.
     *
     * @param flow its name in the legend, such as {@code sensor}
     * @param warmUp before the measured part, which is second 0
     */
    public static List<Series> series(String flow, int run, List<SecondPoint> points, Duration warmUp) {
        return List.of(
                series("latency", flow + " p50", "ms", run, points, warmUp, null, p -> p.p50() / MICROS_PER_MILLI),
                series("latency", flow + " p99", "ms", run, points, warmUp, null, p -> p.p99() / MICROS_PER_MILLI),
                series("latency", flow + " max", "ms", run, points, warmUp, null, p -> p.max() / MICROS_PER_MILLI),
                series("throughput", flow + " results", "results/s", run, points, warmUp, 0., SecondPoint::count));
    }

    private static Series series(
            String plot,
            String name,
            String unit,
            int run,
            List<SecondPoint> points,
            Duration warmUp,
            @Nullable Double empty,
            ToDoubleFunction<SecondPoint> value) {
        Map<Long, Double> bySecond = new HashMap<>();
        points.forEach(point -> bySecond.put(point.second(), value.applyAsDouble(point)));
        var seconds = new ArrayList<Double>();
        var values = new ArrayList<@Nullable Double>();
        if (!points.isEmpty()) {
            long last = points.get(points.size() - 1).second();
            for (long second = points.get(0).second(); second <= last; second++) {
                seconds.add(second - warmUp.toMillis() / 1000.);
                values.add(bySecond.getOrDefault(second, empty));
            }
        }
        return new Series(plot, name, unit, run, seconds, values);
    }
}
