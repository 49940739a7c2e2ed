package dev.millrace.streams.core.recommend;

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

    long fixed() {
        require(Long.BYTES);
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = (value << 8) | (bytes[at++] & 0xFF);
        }
        return value;
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

    private void require(int length) {
        if (bytes.length - at < length) {
            throw new IllegalArgumentException("ends early, at byte " + at + " of " + bytes.length);
        }
    }
}
