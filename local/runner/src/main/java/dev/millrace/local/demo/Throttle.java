package dev.millrace.local.demo;

import dev.millrace.local.demo.report.Console;
import java.time.Clock;
import java.util.Locale;

/** Passes progress on as lines, one in two seconds at most. */
final class Throttle implements ProgressListener {
    private static final long EVERY_MILLIS = 2000;

    private final Console out;
    private final Clock clock;
    private final String prefix;
    private long next;

    Throttle(Console out, Clock clock, String prefix) {
        this.out = out;
        this.clock = clock;
        this.prefix = prefix;
        this.next = clock.millis() + EVERY_MILLIS;
    }

    @Override
    public synchronized void onProgress(double fraction, String what) {
        long now = clock.millis();
        if (now >= next) {
            next = now + EVERY_MILLIS;
            out.line(String.format(Locale.ROOT, "%s%3.0f %% %s", prefix, fraction * 100, what));
        }
    }
}
