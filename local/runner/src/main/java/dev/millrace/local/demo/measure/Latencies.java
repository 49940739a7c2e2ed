package dev.millrace.local.demo.measure;

import dev.millrace.local.demo.summary.Percentiles;
import org.HdrHistogram.Histogram;

/** A latency distribution in milliseconds, three digits. Not thread-safe. */
public final class Latencies {
    private final Histogram histogram = new Histogram(3);

    public void record(long millis) {
        histogram.recordValue(Math.max(0, millis));
    }

    public Percentiles percentiles() {
        if (histogram.getTotalCount() == 0) {
            return Percentiles.NONE;
        }
        return new Percentiles(
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(95),
                histogram.getValueAtPercentile(99),
                histogram.getMaxValue());
    }

    public void reset() {
        histogram.reset();
    }
}
