package dev.millrace.microbench;

import java.util.Locale;

/** Where benchmarks tell what they found. */
final class Console {
    private Console() {}

    static void line(String text) {
        System.out.println(text);
    }

    static void format(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
