package dev.millrace.local.demo.summary;

/** A latency distribution in milliseconds; all 0 where {@code count} is 0. */
public record Percentiles(long count, double p50, double p95, double p99, double max) {
    public static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0);
}
