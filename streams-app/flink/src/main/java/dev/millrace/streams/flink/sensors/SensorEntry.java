package dev.millrace.streams.flink.sensors;

import dev.millrace.streams.core.anomaly.SensorState;
import org.jspecify.annotations.Nullable;

/** One sensor in the cache: its decoded state, and whether the keyed state behind it is older. Single owner. */
final class SensorEntry {
    /** The entry itself, its places in the cache, its key. */
    private static final int OVERHEAD_BYTES = 200;

    private final String sensorId;

    private @Nullable SensorState state;
    private long lastHeard;
    private boolean dirty;
    private long bytes;

    /** @param state null where the sensor is new */
    SensorEntry(String sensorId, @Nullable SensorState state, long lastHeard) {
        this.sensorId = sensorId;
        this.state = state;
        this.lastHeard = lastHeard;
        this.bytes = measure();
    }

    String sensorId() {
        return sensorId;
    }

    @Nullable
    SensorState state() {
        return state;
    }

    /** Wall clock, epoch milliseconds. */
    long lastHeard() {
        return lastHeard;
    }

    boolean isDirty() {
        return dirty;
    }

    /** Heap that it holds, about. */
    long bytes() {
        return bytes;
    }

    void changed(SensorState after, long heard) {
        state = after;
        lastHeard = heard;
        dirty = true;
        bytes = measure();
    }

    void written() {
        dirty = false;
    }

    private long measure() {
        return OVERHEAD_BYTES + 2L * sensorId.length() + (state == null ? 0 : state.bytes());
    }
}
