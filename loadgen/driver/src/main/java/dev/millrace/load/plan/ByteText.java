package dev.millrace.load.plan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A buffer that values are written into, as text or as protobuf fields. One value, at most {@value #MOST} bytes. */
final class ByteText {
    private static final int MOST = 512;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes = new byte[MOST];
    private int size;

    void clear() {
        size = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    void put(byte[] part) {
        System.arraycopy(part, 0, bytes, size, part.length);
        size += part.length;
    }

    void put(int single) {
        bytes[size++] = (byte) single;
    }

    /** A whole number of units of 10^−{@code decimals}, as a decimal number; 0 decimals for a whole number. */
    void decimal(long scaled, int decimals) {
        long rest = scaled;
        if (rest < 0) {
            put('-');
            rest = -rest;
        }
        int digits = decimals + 1;
        for (long left = shifted(rest, decimals) / 10; left > 0; left /= 10) {
            digits++;
        }
        int at = size + digits + (decimals > 0 ? 1 : 0);
        size = at;
        for (int i = 0; i < digits; i++) {
            if (i == decimals && decimals > 0) {
                bytes[--at] = '.';
            }
            bytes[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static long shifted(long number, int decimals) {
        long shifted = number;
        for (int i = 0; i < decimals; i++) {
            shifted /= 10;
        }
        return shifted;
    }

    void varint(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            put((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        put((int) rest);
    }

    void fixed(double number) {
        LONG.set(bytes, size, Double.doubleToRawLongBits(number));
        size += Long.BYTES;
    }

    /** A protobuf field of bytes or text. */
    void field(int tag, byte[] part) {
        put(tag);
        varint(part.length);
        put(part);
    }
}
