package dev.millrace.load.arrival;

import java.time.Duration;

/** Durations as seconds. */
final class Seconds {
    private Seconds() {}

    static double of(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
