package dev.millrace.features.redis;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/** Names of the fields in an entity's hash, as Feast's Redis online store writes them. */
final class FeastHash {
    private FeastHash() {}

    /** Field of a feature: Murmur3 (x86, 32 bits, seed 0) of {@code view:feature} in UTF-8, little-endian. */
    static byte[] feature(String view, String feature) {
        byte[] name = (view + ":" + feature).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MurmurHash3.hash32x86(name, 0, name.length, 0))
                .array();
    }

    /** Field of a view's event time, whose value is a serialized {@code google.protobuf.Timestamp}. */
    static byte[] eventTime(String view) {
        return ("_ts:" + view).getBytes(StandardCharsets.UTF_8);
    }
}
