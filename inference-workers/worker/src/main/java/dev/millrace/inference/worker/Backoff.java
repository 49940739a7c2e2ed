package dev.millrace.inference.worker;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Waits twice as long after each failure, up to a bound. */
final class Backoff {
    private final long first;
    private final long longest;
    private final LongSupplier nanos;
    private long wait;
    private long until;

    /** @param nanos monotonic clock */
    Backoff(Duration first, Duration longest, LongSupplier nanos) {
        this.first = first.toNanos();
        this.longest = longest.toNanos();
        this.nanos = nanos;
        reset();
    }

    void reset() {
        wait = 0;
        until = nanos.getAsLong();
    }

    void failed() {
        wait = wait == 0 ? first : Math.min(longest, wait * 2);
        until = nanos.getAsLong() + wait;
    }

    boolean due() {
        return nanos.getAsLong() - until >= 0;
    }
}
