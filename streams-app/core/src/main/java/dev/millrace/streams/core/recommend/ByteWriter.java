package dev.millrace.streams.core.recommend;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Growing buffer: LEB128 variable-length numbers, zigzag for signed ones, and fields as protobuf has them. */
final class ByteWriter {
    private byte[] bytes;
    private int size;

    ByteWriter(int expected) {
        bytes = new byte[expected];
    }

    void oneByte(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void unsigned(long value) {
        room(unsignedSize(value));
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
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
        begin(field, content.length);
        room(content.length);
        System.arraycopy(content, 0, bytes, size, content.length);
        size += content.length;
    }

    void raw(ByteWriter other) {
        room(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
    }

    int size() {
        return size;
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

    /** Bytes that {@link #unsigned} writes. */
    static int unsignedSize(long value) {
        return value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
    }

    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2 + 16, size + more));
        }
    }
}
