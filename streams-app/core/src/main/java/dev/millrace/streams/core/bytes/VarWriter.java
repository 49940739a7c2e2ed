package dev.millrace.streams.core.bytes;

import java.util.Arrays;

/** Growing buffer of numbers, small where they are: LEB128, zigzag for signed ones. Single owner. */
public class VarWriter {
    protected byte[] bytes;
    protected int size;

    public VarWriter(int expected) {
        bytes = new byte[expected];
    }

    public final void oneByte(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    public final void unsigned(long value) {
        room(unsignedSize(value));
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    public final void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    /** The length, then the content. */
    public final void sized(byte[] content) {
        unsigned(content.length);
        room(content.length);
        System.arraycopy(content, 0, bytes, size, content.length);
        size += content.length;
    }

    public final int size() {
        return size;
    }

    /** Bytes that {@link #unsigned} writes. */
    public static int unsignedSize(long value) {
        return value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
    }

    public final byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    protected final void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2 + 16, size + more));
        }
    }
}
