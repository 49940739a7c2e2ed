package dev.millrace.contracts;

import org.jspecify.annotations.Nullable;

/**
 * One measurement of one sensor.
 *
 * @param timestamp event time, epoch milliseconds
 * @param channels channel names, sorted, at least one
 * @param values {@code float64[channel]}, finite, in the order of {@code channels}
 */
public record SensorReading(
        String sensorId, long timestamp, String[] channels, double[] values, @Nullable String eventId) {}
