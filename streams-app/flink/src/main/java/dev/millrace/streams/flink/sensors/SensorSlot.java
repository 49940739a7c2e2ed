package dev.millrace.streams.flink.sensors;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The keyed state of one sensor: 8 bytes of wall-clock time when it was last heard, then the core's encoded state. */
final class SensorSlot {
    private SensorSlot() {}

    static byte[] of(long lastHeard, byte[] state) {
        return ByteBuffer.allocate(Long.BYTES + state.length)
                .putLong(lastHeard)
                .put(state)
                .array();
    }

    static long lastHeard(byte[] slot) {
        return ByteBuffer.wrap(slot).getLong();
    }

    static byte[] state(byte[] slot) {
        return Arrays.copyOfRange(slot, Long.BYTES, slot.length);
    }
}
