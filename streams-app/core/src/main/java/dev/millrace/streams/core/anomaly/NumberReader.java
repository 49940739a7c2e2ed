package dev.millrace.streams.core.anomaly;

import java.nio.charset.StandardCharsets;

/** Reads what {@link NumberWriter} wrote; throws {@link IllegalArgumentException} on bytes that end early. */
final class NumberReader {
    private final byte[] bytes;
    private int at;

    NumberReader(byte[] bytes) {
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

    double fixed() {
        require(Double.BYTES);
        double value = Double.longBitsToDouble((long) NumberWriter.LONGS.get(bytes, at));
        at += Double.BYTES;
        return value;
    }

    void fixed(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = fixed();
        }
    }

    String text() {
        int length = count();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    void column(double[] values) {
        column(values, 0, values.length, 1);
    }

    /** Into {@code values[from]}, {@code values[from + stride]} and so on, {@code count} of them. */
    void column(double[] values, int from, int count, int stride) {
        int digits = oneByte();
        if (digits == NumberWriter.RAW) {
            for (int i = 0; i < count; i++) {
                values[from + i * stride] = fixed();
            }
            return;
        }
        if (digits < 0 || digits >= NumberWriter.TENS.length) {
            throw new IllegalArgumentException("column of " + digits + " digits at byte " + at);
        }
        double ten = NumberWriter.TENS[digits];
        long whole = 0;
        for (int i = 0; i < count; i++) {
            whole += signed();
            values[from + i * stride] = whole / ten;
        }
    }

    private void require(int length) {
        if (bytes.length - at < length) {
            throw new IllegalArgumentException("ends early, at byte " + at + " of " + bytes.length);
        }
    }
}
