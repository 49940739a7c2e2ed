package dev.millrace.local.demo.send;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** The one place of the demo that waits. */
public final class Pacer {
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long GLANCE = TimeUnit.MICROSECONDS.toNanos(500);

    private final LongSupplier nanos;

    public Pacer(LongSupplier nanos) {
        this.nanos = nanos;
    }

    public long now() {
        return nanos.getAsLong();
    }

    /** Waits until the clock shows {@code due} nanoseconds. */
    public void awaitTime(long due) throws InterruptedException {
        for (long left = due - now(); left > 0; left = due - now()) {
            park(Math.min(left, SLICE));
        }
    }

    /** Waits until the condition holds; looks every half millisecond. */
    public void awaitRoom(BooleanSupplier hasRoom) throws InterruptedException {
        while (!hasRoom.getAsBoolean()) {
            park(GLANCE);
        }
    }

    private static void park(long nanos) throws InterruptedException {
        LockSupport.parkNanos(nanos);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
