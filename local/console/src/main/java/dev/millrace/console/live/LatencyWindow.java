package dev.millrace.console.live;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Percentiles over the last {@value #SECONDS} seconds: a histogram for each second, the oldest one taken again. Milliseconds with a
 * resolution of a microsecond and two digits. Not thread-safe.
 */
final class LatencyWindow {
    static final int SECONDS = 10;

    private static final int MICROS = 1000;
    private static final long LARGEST_MICROS = 600_000_000L;
    private static final int DIGITS = 2;

    private final @Nullable Histogram[] slots = new Histogram[SECONDS];
    private final long[] second = new long[SECONDS];

    void record(long nowMillis, double millis) {
        if (!(millis >= 0)) {
            return; // NaN, or a clock that runs ahead: no latency at all
        }
        long now = nowMillis / 1000;
        int at = (int) (now % SECONDS);
        Histogram slot = slots[at];
        if (slot == null) {
            slot = new Histogram(LARGEST_MICROS, DIGITS);
            slots[at] = slot;
        }
        if (second[at] != now) {
            slot.reset();
            second[at] = now;
        }
        slot.recordValue(Math.min(LARGEST_MICROS, (long) (millis * MICROS)));
    }

    /** Null where nothing was recorded in the window. */
    @Nullable
    Quantiles quantiles(long nowMillis) {
        long now = nowMillis / 1000;
        var sum = new Histogram(LARGEST_MICROS, DIGITS);
        for (int i = 0; i < SECONDS; i++) {
            Histogram slot = slots[i];
            if (slot != null && now - second[i] < SECONDS && second[i] <= now) {
                sum.add(slot);
            }
        }
        return sum.getTotalCount() == 0 ? null : new Quantiles(millis(sum, 50), millis(sum, 99), sum.getTotalCount());
    }

    private static double millis(Histogram sum, double percentile) {
        return Math.min(sum.getMaxValue(), sum.getValueAtPercentile(percentile)) / (double) MICROS;
    }
}
