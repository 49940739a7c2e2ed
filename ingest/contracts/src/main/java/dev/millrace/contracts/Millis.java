package dev.millrace.contracts;

/** Microseconds as decimal milliseconds, {@code 0.512} or {@code 2.0}: seven of them are in every result, and no double is made. */
final class Millis {
    /** Characters that the longest takes. */
    static final int LONGEST = 24;

    private Millis() {}

    /** Writes {@code micros}, which are not negative, to the begin of {@code into} and returns how many characters that took. */
    static int write(long micros, char[] into) {
        int end = wholes(micros / 1000, into);
        int rest = (int) (micros % 1000);
        into[end++] = '.';
        into[end++] = digit(rest / 100);
        if (rest % 100 != 0) {
            into[end++] = digit(rest / 10 % 10);
        }
        if (rest % 10 != 0) {
            into[end++] = digit(rest % 10);
        }
        return end;
    }

    private static int wholes(long value, char[] into) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            into[i] = digit((int) (rest % 10));
            rest /= 10;
        }
        return digits;
    }

    private static char digit(int value) {
        return (char) ('0' + value);
    }
}
