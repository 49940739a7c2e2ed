package dev.millrace.console.live;

/**
 * One score of a sensor.
 *
 * @param time event time of the window's end, epoch milliseconds
 */
public record Point(long time, double score, double threshold, boolean anomalous) {}
