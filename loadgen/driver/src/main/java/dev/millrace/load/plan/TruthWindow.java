package dev.millrace.load.plan;

/**
 * One planted fault.
 *
 * @param sensor from 0
 * @param channel index into {@link SensorSignals#CHANNELS}
 * @param first sample that it changes
 * @param last sample that it changes
 * @param strength in units of the channel's swing, signed
 */
public record TruthWindow(int sensor, int channel, FaultKind kind, long first, long last, double strength) {
    long samples() {
        return last - first + 1;
    }
}
