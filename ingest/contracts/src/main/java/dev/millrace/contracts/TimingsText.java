package dev.millrace.contracts;

import org.jspecify.annotations.Nullable;

/** {@link Timings} in a header: {@code ingest=0.512;state=2.0;}, milliseconds. The total is not told, it is the sum. */
final class TimingsText {
    private static final int DECIMALS = 3;
    private static final int LONGEST_QUICK = 15;

    private TimingsText() {}

    static String write(Timings timings) {
        var text = new StringBuilder(64);
        var number = new char[Millis.LONGEST];
        for (TimedStage stage : TimedStage.ALL) {
            if (timings.has(stage)) {
                append(text, stage.label(), timings.micros(stage), number);
            }
        }
        if (timings.skewMicros() > 0) {
            append(text, Timings.SKEW, timings.skewMicros(), number);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, long micros, char[] number) {
        int length = Millis.write(micros, number);
        text.append(name).append('=').append(number, 0, length).append(';');
    }

    /** Throws {@link IllegalArgumentException} or {@link IndexOutOfBoundsException} where it is not of this form. */
    static Timings read(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Timings.NONE;
        }
        Timings.Builder timings = Timings.begin();
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            int end = text.indexOf(';', equals);
            long micros = micros(text, equals + 1, end);
            TimedStage stage = stage(text, at, equals);
            if (stage != null) {
                timings.add(stage, micros);
            } else if (text.startsWith(Timings.SKEW + "=", at)) {
                timings.skew(Math.max(0, micros));
            }
            at = end + 1;
        }
        return timings.done();
    }

    private static @Nullable TimedStage stage(String text, int from, int to) {
        for (TimedStage stage : TimedStage.ALL) {
            if (stage.label().length() == to - from && text.startsWith(stage.label(), from)) {
                return stage;
            }
        }
        return null;
    }

    /** What {@link Millis} wrote, read without an object; any other number as Java reads it. */
    private static long micros(String text, int from, int to) {
        long micros = 0;
        int decimals = -1;
        boolean quick = to > from && to - from <= LONGEST_QUICK;
        for (int i = from; quick && i < to; i++) {
            char digit = text.charAt(i);
            if (digit == '.') {
                quick = decimals < 0;
                decimals = 0;
            } else {
                quick = digit >= '0' && digit <= '9' && decimals < DECIMALS;
                micros = 10 * micros + (digit - '0');
                decimals += decimals < 0 ? 0 : 1;
            }
        }
        if (!quick) {
            double millis = Double.parseDouble(text.substring(from, to));
            if (!Double.isFinite(millis)) {
                throw new IllegalArgumentException("a stage took " + millis + " ms");
            }
            return Math.round(Math.min(millis, 1e12) * 1e3);
        }
        for (int i = Math.max(0, decimals); i < DECIMALS; i++) {
            micros *= 10;
        }
        return micros;
    }
}
