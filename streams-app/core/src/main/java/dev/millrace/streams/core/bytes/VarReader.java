package dev.millrace.streams.core.bytes;

import java.nio.charset.StandardCharsets;

/** Reads what {@link VarWriter} wrote; throws {@link IllegalArgumentException} on bytes that end early. */
public class VarReader {
    protected final byte[] bytes;
    protected int at;

    public VarReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public final int oneByte() {
        require(1);
        return bytes[at++];
    }

    public final long unsigned() {
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

    public final long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A number of elements that each take at least one byte. */
    public final int count() {
        long count = unsigned();
        if (count < 0 || count > bytes.length - at) {
            throw new IllegalArgumentException("count " + count + " at byte " + at + " of " + bytes.length);
        }
        return (int) count;
    }

    public final String text() {
        int length = count();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    protected final void require(int length) {
        if (bytes.length - at < length) {
            throw new IllegalArgumentException("ends early, at byte " + at + " of " + bytes.length);
        }
    }
}
