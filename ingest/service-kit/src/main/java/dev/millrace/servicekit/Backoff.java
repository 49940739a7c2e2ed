package dev.millrace.servicekit;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Waits twice as long after each failure, up to a bound. Not thread-safe. */
public final class Backoff {
    private final long first;
    private final long longest;
    private final LongSupplier nanos;
    private long wait;
    private long until;

    /** Counts by the monotonic clock {@code nanos}; the first attempt is due at once. */
    public Backoff(Duration first, Duration longest, LongSupplier nanos) {
        this.first = first.toNanos();
        this.longest = longest.toNanos();
        this.nanos = nanos;
        reset();
    }

    /** It worked: the next attempt is due at once, and the next failure waits the shortest time again. */
    public void reset() {
        wait = 0;
        until = nanos.getAsLong();
    }

    /** It did not: the next attempt is due after twice the last wait. */
    public void failed() {
        wait = wait == 0 ? first : Math.min(longest, wait * 2);
        until = nanos.getAsLong() + wait;
    }

    /** Whether the next attempt may be made. */
    public boolean due() {
        return nanos.getAsLong() - until >= 0;
    }
}
