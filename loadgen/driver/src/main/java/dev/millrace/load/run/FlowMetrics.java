package dev.millrace.load.run;

import dev.millrace.load.result.Better;
import dev.millrace.load.witness.FlowBook;
import dev.millrace.load.witness.FlowCounts;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** The metrics of one flow. */
final class FlowMetrics {
    private static final double[] PERCENTILES = {50, 95, 99, 99.9};
    private static final double MICROS_PER_MILLI = 1000;

    private FlowMetrics() {}

    /**
     * Adds them.
     *
     * @param sent events of the measured part
     * @param owed results that all that was sent owes, warm-up included
     * @param measured length of the measured part
     */
    static void add(MetricBook metrics, String flow, FlowBook book, double sent, long owed, Duration measured) {
        FlowCounts counts = book.counts();
        Histogram published = book.published();
        Histogram witnessed = book.witnessed();
        double seconds = measured.toMillis() / 1000.0;
        metrics.add(flow + ".sent", "events/s", Better.HIGHER, sent / seconds);
        metrics.add(flow + ".results", "results/s", Better.HIGHER, published.getTotalCount() / seconds);
        for (double percentile : PERCENTILES) {
            metrics.add(
                    flow + ".latency.p" + name(percentile),
                    "ms",
                    Better.LOWER,
                    published.getValueAtPercentile(percentile) / MICROS_PER_MILLI);
        }
        metrics.add(flow + ".latency.max", "ms", Better.LOWER, published.getMaxValue() / MICROS_PER_MILLI);
        metrics.add(
                flow + ".latency.share-within-2s",
                "%",
                Better.HIGHER,
                published.getTotalCount() == 0
                        ? 0
                        : 100.0 * published.getCountBetweenValues(0, 2_000_000) / published.getTotalCount());
        metrics.add(flow + ".witnessed.p50", "ms", Better.LOWER, witnessed.getValueAtPercentile(50) / MICROS_PER_MILLI);
        metrics.add(flow + ".witnessed.p99", "ms", Better.LOWER, witnessed.getValueAtPercentile(99) / MICROS_PER_MILLI);
        metrics.add(flow + ".lost", "results", Better.LOWER, (double) counts.lost(owed));
        metrics.add(flow + ".duplicates", "results", Better.LOWER, (double) counts.duplicates());
        metrics.add(flow + ".out-of-order", "results", Better.LOWER, (double) counts.outOfOrder());
        metrics.add(flow + ".unowed", "results", Better.LOWER, (double) counts.unowed());
    }

    private static String name(double percentile) {
        return percentile == Math.rint(percentile) ? Long.toString((long) percentile) : Double.toString(percentile);
    }
}
