package dev.millrace.load.plan;

import java.nio.charset.StandardCharsets;

/** Names that are a prefix and a number in base 36, which is short on the topic and cheap both ways. Immutable. */
final class Numbered {
    private static final int RADIX = 36;
    /** 36^12 is more than 2^61, and fits into a long. */
    private static final int MOST_DIGITS = 12;

    private final String prefix;
    private final byte[] prefixBytes;
    private final long count;

    /** Names of the numbers below {@code count}. */
    Numbered(String prefix, long count) {
        this.prefix = prefix;
        this.prefixBytes = prefix.getBytes(StandardCharsets.US_ASCII);
        this.count = count;
    }

    String name(long number) {
        return prefix + Long.toString(number, RADIX);
    }

    byte[] bytes(long number) {
        byte[] bytes = new byte[prefixBytes.length + digits(number)];
        System.arraycopy(prefixBytes, 0, bytes, 0, prefixBytes.length);
        write(number, bytes, bytes.length);
        return bytes;
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number / RADIX; rest > 0; rest /= RADIX) {
            digits++;
        }
        return digits;
    }

    private static void write(long number, byte[] bytes, int end) {
        int at = end;
        long rest = number;
        do {
            bytes[--at] = (byte) Character.forDigit((int) (rest % RADIX), RADIX);
            rest /= RADIX;
        } while (rest > 0);
    }

    /** −1 where the text is no name that {@link #name} gives. */
    long number(String name) {
        return name.startsWith(prefix) ? number(name, prefix.length(), name.length(), count) : -1;
    }

    /** The number that stands in {@code [from, to)}; −1 where that is none below {@code count} as it would be written. */
    static long number(String text, int from, int to, long count) {
        int length = to - from;
        if (length < 1 || length > MOST_DIGITS || (length > 1 && text.charAt(from) == '0')) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * RADIX + digit;
        }
        return number < count ? number : -1;
    }
}
