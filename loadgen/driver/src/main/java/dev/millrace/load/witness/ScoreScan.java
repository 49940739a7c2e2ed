package dev.millrace.load.witness;

import java.nio.charset.StandardCharsets;

/**
 * Reads the window's end from a score without a parser. The platform writes a score's fields in the order of its record, so its
 * bytes begin with <code>{"sensorId":"KEY","windowStart":N,"windowEnd":N,</code> and KEY is the record's own key. Only exactly that is
 * taken: after it no later byte can change the value. Everything else (escapes, blanks, another order) is left to
 * {@link ScoreHead}.
 */
final class ScoreScan {
    /** This form is not the platform's; ask the parser. */
    static final long UNKNOWN = -1;

    private static final byte[] SENSOR = bytes("{\"sensorId\":\"");
    private static final byte[] START = bytes("\",\"windowStart\":");
    private static final byte[] END = bytes(",\"windowEnd\":");
    private static final int MAX_DIGITS = 18;

    private ScoreScan() {}

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /** Event time of the window's last reading, epoch milliseconds; {@link #UNKNOWN} where the form is another. */
    static long windowEnd(byte[] key, byte[] value) {
        if (!plain(key)) {
            return UNKNOWN;
        }
        int at = after(value, 0, SENSOR);
        at = after(value, at, key);
        at = after(value, at, START);
        at = afterDigits(value, at);
        int from = after(value, at, END);
        int to = afterDigits(value, from);
        if (to < 0 || to == value.length || value[to] != ',') {
            return UNKNOWN;
        }
        long end = 0;
        for (int i = from; i < to; i++) {
            end = end * 10 + value[i] - '0';
        }
        return end;
    }

    /** Whether a JSON string writes these bytes as they are. */
    private static boolean plain(byte[] key) {
        for (byte one : key) {
            if (one < ' ' || one == '"' || one == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Where {@code value} goes on after {@code part} at {@code at}; −1 where it is not there. */
    private static int after(byte[] value, int at, byte[] part) {
        if (at < 0 || value.length - at < part.length) {
            return -1;
        }
        for (int i = 0; i < part.length; i++) {
            if (value[at + i] != part[i]) {
                return -1;
            }
        }
        return at + part.length;
    }

    private static int afterDigits(byte[] value, int at) {
        if (at < 0) {
            return -1;
        }
        int end = at;
        while (end < value.length && value[end] >= '0' && value[end] <= '9') {
            end++;
        }
        return end == at || end - at > MAX_DIGITS ? -1 : end;
    }
}
