package dev.millrace.load.witness;

import org.HdrHistogram.Histogram;

/** Latencies in µs, three digits, up to ten minutes; larger ones count as that. Not thread-safe. */
final class LatencyBook {
    static final long MAX_MICROS = 600_000_000;

    private final Histogram warmUp = new Histogram(MAX_MICROS, 3);
    private final Histogram measured = new Histogram(MAX_MICROS, 3);

    /** Records one; negative (cut-off milliseconds) as 0. Returns what was recorded. */
    long record(boolean inWarmUp, long micros) {
        long bounded = Math.max(0, Math.min(MAX_MICROS, micros));
        (inWarmUp ? warmUp : measured).recordValue(bounded);
        return bounded;
    }

    Histogram warmUp() {
        return warmUp.copy();
    }

    Histogram measured() {
        return measured.copy();
    }
}
