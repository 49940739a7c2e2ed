package dev.millrace.streams.core.anomaly;

import dev.millrace.streams.core.bytes.VarWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Columns of doubles as well: those that are decimal fractions, as what comes from JSON is, as differences of whole numbers. What is
 * read back has the same bits.
 */
final class NumberWriter extends VarWriter {
    /** Of a column whose numbers are written as they are. */
    static final int RAW = 15;

    static final double[] TENS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Below it a product with a power of ten is off by less than a half, so that rounding finds the one whole number. */
    private static final double LARGEST_WHOLE = 1L << 50;

    NumberWriter(int expected) {
        super(expected);
    }

    void fixed(double value) {
        room(Double.BYTES);
        LONGS.set(bytes, size, Double.doubleToRawLongBits(value));
        size += Double.BYTES;
    }

    void fixed(double[] values) {
        for (double value : values) {
            fixed(value);
        }
    }

    void text(String text) {
        sized(text.getBytes(StandardCharsets.UTF_8));
    }

    void column(double[] values) {
        column(values, 0, values.length, 1);
    }

    /** {@code values[from]}, {@code values[from + stride]} and so on, {@code count} of them. */
    void column(double[] values, int from, int count, int stride) {
        int start = size;
        for (int digits = 0; digits < TENS.length; digits++) {
            size = start;
            oneByte(digits);
            if (decimals(values, from, count, stride, TENS[digits])) {
                return;
            }
        }
        size = start;
        oneByte(RAW);
        for (int i = 0, at = from; i < count; i++, at += stride) {
            fixed(values[at]);
        }
    }

    /** Whether all of them are whole multiples of 1 / {@code ten}, as which they are written; else part of them is. */
    private boolean decimals(double[] values, int from, int count, int stride, double ten) {
        long last = 0;
        for (int i = 0, at = from; i < count; i++, at += stride) {
            double value = values[at];
            double rounded = Math.rint(value * ten);
            long whole = (long) rounded;
            if (!(Math.abs(rounded) < LARGEST_WHOLE)
                    || Double.doubleToRawLongBits(whole / ten) != Double.doubleToRawLongBits(value)) {
                return false;
            }
            signed(whole - last);
            last = whole;
        }
        return true;
    }
}
