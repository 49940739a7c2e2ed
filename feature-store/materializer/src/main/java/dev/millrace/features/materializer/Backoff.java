package dev.millrace.features.materializer;

import java.time.Duration;

/** Waits between retries: doubled each time, from {@code first} to {@code max}. */
record Backoff(Duration first, Duration max) {
    private static final int MAX_DOUBLINGS = 20;

    Backoff {
        if (first.isNegative() || first.isZero()) {
            throw new IllegalArgumentException("materializer.retry-first: " + first + " is not positive");
        }
        if (max.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "materializer.retry-max: " + max + " is less than materializer.retry-first, " + first);
        }
    }

    /** The wait after a number of failures in a row, 1 or more. */
    Duration after(int failures) {
        Duration wait = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return wait.compareTo(max) < 0 ? wait : max;
    }
}
