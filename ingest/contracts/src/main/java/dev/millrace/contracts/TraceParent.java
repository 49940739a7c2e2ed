package dev.millrace.contracts;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code traceparent} of W3C Trace Context: {@code 00-<32 hex: trace>-<16 hex: parent>-<2 hex: flags>}. */
public final class TraceParent {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    /** Not sampled. */
    private static final String TEMPLATE = "00-%s-%s-00".formatted("0".repeat(32), "0".repeat(16));

    private static final int LENGTH = TEMPLATE.length();
    private static final int TRACE = 3;
    private static final int PARENT = 36;
    private static final int FLAGS = 53;

    private TraceParent() {}

    /** {@code given} where the recommendation accepts it, else one that the same record always gets again. */
    static String orDerived(@Nullable String given, SourceRef source) {
        return given != null && isValid(given) ? given : derive(source);
    }

    /** Lower-case hexadecimal, neither id all zeros; a version after 00 may have more at its end, version ff is none. */
    public static boolean isValid(String text) {
        int length = text.length();
        if (length < LENGTH || (length > LENGTH && (text.startsWith("00") || text.charAt(LENGTH) != '-'))) {
            return false;
        }
        return hex(text, 0, 2)
                && text.charAt(2) == '-'
                && hex(text, TRACE, PARENT - 1)
                && text.charAt(PARENT - 1) == '-'
                && hex(text, PARENT, FLAGS - 1)
                && text.charAt(FLAGS - 1) == '-'
                && hex(text, FLAGS, LENGTH)
                && !text.startsWith("ff")
                && !zeros(text, TRACE, PARENT - 1)
                && !zeros(text, PARENT, FLAGS - 1);
    }

    private static boolean hex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if (!((digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean zeros(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    /** 128 and 64 bits mixed from the position. */
    private static String derive(SourceRef source) {
        long topic = mix(source.topic().hashCode() * 31L + source.partition());
        long high = mix(topic + source.offset());
        long low = mix(high ^ source.offset() * 0x9E3779B97F4A7C15L);
        var text = TEMPLATE.getBytes(StandardCharsets.ISO_8859_1);
        hex(high, text, TRACE);
        hex(low, text, TRACE + 16);
        hex(mix(low) | 1, text, PARENT);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void hex(long value, byte[] into, int from) {
        for (int i = 0; i < 16; i++) {
            into[from + i] = DIGITS[(int) (value >>> (60 - 4 * i)) & 15];
        }
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
