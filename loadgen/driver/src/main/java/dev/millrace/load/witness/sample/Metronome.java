package dev.millrace.load.witness.sample;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Beats once a period. A beat that comes late takes those that it missed with it. Not thread-safe. */
final class Metronome {
    private static final long MAX_WAIT_NANOS = 50_000_000;

    private final LongSupplier nanos;
    private final long period;
    private long next;

    /** The first beat is at once. */
    Metronome(LongSupplier nanos, Duration period) {
        this.nanos = nanos;
        this.period = period.toNanos();
        this.next = nanos.getAsLong();
    }

    /** Waits for the next beat, 50 ms at most; returns whether it came. */
    boolean await() {
        long missing = next - nanos.getAsLong();
        if (missing > 0) {
            LockSupport.parkNanos(Math.min(missing, MAX_WAIT_NANOS));
            missing = next - nanos.getAsLong();
        }
        if (missing > 0) {
            return false;
        }
        next += period * (1 + -missing / period);
        return true;
    }
}
