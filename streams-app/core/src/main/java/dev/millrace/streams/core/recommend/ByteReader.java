package dev.millrace.streams.core.recommend;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteWriter} wrote; throws {@link IllegalArgumentException} on bytes that end early. */
final class ByteReader {
    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int oneByte() {
        require(1);
        return bytes[at++];
    }

    long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int part = oneByte();
            value |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("number without an end at byte " + at);
    }

    long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A number of elements that each take at least one byte. */
    int count() {
        long count = unsigned();
        if (count < 0 || count > bytes.length - at) {
            throw new IllegalArgumentException("count " + count + " at byte " + at + " of " + bytes.length);
        }
        return (int) count;
    }

    String text() {
        int length = count();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    /** {@code count} texts, with the length of all in front; a view of these bytes. */
    Texts texts(int count) {
        int length = count();
        Texts texts = Texts.view(bytes, at, at + length, count);
        at += length;
        return texts;
    }

    /** {@code count} 64-bit numbers, into an array with room for {@code more} behind them. */
    long[] fixed(ByteOrder order, int count, int more) {
        require(Math.multiplyExact(count, Long.BYTES));
        long[] values = new long[count + more];
        ByteBuffer.wrap(bytes, at, count * Long.BYTES)
                .order(order)
                .asLongBuffer()
                .get(values, 0, count);
        at += count * Long.BYTES;
        return values;
    }

    private void require(int length) {
        if (bytes.length - at < length) {
            throw new IllegalArgumentException("ends early, at byte " + at + " of " + bytes.length);
        }
    }
}
