package dev.millrace.local.demo.traffic;

/**
 * One planted fault.
 *
 * @param sensor index of the sensor
 * @param channel index of the channel
 * @param from first sample
 * @param to sample behind the last
 * @param strength in units of the channel's swing, signed
 */
record Fault(FaultKind kind, int sensor, int channel, int from, int to, double strength) {
    boolean covers(int sample) {
        return sample >= from && sample < to;
    }
}
