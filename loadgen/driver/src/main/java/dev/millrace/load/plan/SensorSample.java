package dev.millrace.load.plan;

/**
 * One reading to send.
 *
 * @param sensor from 0
 * @param sample how many readings this sensor has sent before
 */
public record SensorSample(int sensor, long sample) {}
