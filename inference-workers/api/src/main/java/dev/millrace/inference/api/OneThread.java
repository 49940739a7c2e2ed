package dev.millrace.inference.api;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Finds out when two threads are inside one session: its runs share their memory, so that one would answer with the other's
 * numbers. Two uncontended writes a run, some nanoseconds; what one thread did in here is visible to the next.
 */
public final class OneThread {
    private final AtomicBoolean inside = new AtomicBoolean();

    /** Throws {@link IllegalStateException} where a thread is inside. Each call needs a {@link #leave}. */
    public void enter() {
        if (!inside.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "two threads are inside one session: give each thread a session of its own");
        }
    }

    public void leave() {
        inside.set(false);
    }
}
