package dev.millrace.load.witness;

/**
 * One alert from its first step to its last.
 *
 * @param start event time at which it began, epoch milliseconds
 * @param end event time at which it was resolved, or of its last step
 */
public record AlertSpan(String sensorId, long start, long end) {}
