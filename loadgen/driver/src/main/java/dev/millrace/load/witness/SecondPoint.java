package dev.millrace.load.witness;

/**
 * The results that came within one second.
 *
 * @param second since the run's begin
 * @param count results
 * @param p50 of their latency, µs
 */
public record SecondPoint(long second, long count, long p50, long p99, long max) {}
