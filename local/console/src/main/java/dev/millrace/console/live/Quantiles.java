package dev.millrace.console.live;

/**
 * Of the latencies of a window, milliseconds.
 *
 * @param count how many were measured
 */
public record Quantiles(double p50, double p99, long count) {}
