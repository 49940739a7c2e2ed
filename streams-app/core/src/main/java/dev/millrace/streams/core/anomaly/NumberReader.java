package dev.millrace.streams.core.anomaly;

import dev.millrace.streams.core.bytes.VarReader;

/** Reads what {@link NumberWriter} wrote; throws {@link IllegalArgumentException} on bytes that end early. */
final class NumberReader extends VarReader {
    NumberReader(byte[] bytes) {
        super(bytes);
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
}
