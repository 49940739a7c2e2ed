package dev.millrace.load.result;

/**
 * One expectation of the scenario, judged.
 *
 * @param expected in words, such as {@code sensor.latency.p99 at most 40 ms}
 * @param actual what was seen, in words
 */
public record Check(String expected, String actual, boolean passed) {}
