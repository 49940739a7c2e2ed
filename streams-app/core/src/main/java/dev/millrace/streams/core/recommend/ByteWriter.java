package dev.millrace.streams.core.recommend;

import dev.millrace.streams.core.bytes.VarWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Fields as well, as protobuf has them. */
final class ByteWriter extends VarWriter {
    ByteWriter(int expected) {
        super(expected);
    }

    /** A field of a protobuf message whose content, of {@code length} bytes, comes next. */
    void begin(int field, int length) {
        unsigned(field << 3 | 2);
        unsigned(length);
    }

    void field(int field, String text) {
        field(field, text.getBytes(StandardCharsets.UTF_8));
    }

    void field(int field, byte[] content) {
        unsigned(field << 3 | 2);
        sized(content);
    }

    void raw(ByteWriter other) {
        room(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
    }

    void raw(Texts texts) {
        room(texts.size());
        texts.copyTo(bytes, size);
        size += texts.size();
    }

    /** The next {@code length} bytes, to be filled: in the machine's own order, so that arrays are copied whole. */
    ByteBuffer littleEndian(int length) {
        room(length);
        size += length;
        return ByteBuffer.wrap(bytes, size - length, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
