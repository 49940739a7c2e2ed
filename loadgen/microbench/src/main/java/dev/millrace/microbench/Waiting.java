package dev.millrace.microbench;

import dev.millrace.servicekit.Clocks;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Polls until a deadline; what is waited for is the caller's. */
final class Waiting {
    private final long deadline;
    private final Duration poll;
    private final String otherwise;

    Waiting(Duration atMost, Duration poll, String otherwise) {
        this.deadline = Clocks.nanos().getAsLong() + atMost.toNanos();
        this.poll = poll;
        this.otherwise = otherwise;
    }

    /** Waits one poll; throws {@link IllegalStateException} after the deadline. */
    void once() {
        if (Clocks.nanos().getAsLong() - deadline > 0) {
            throw new IllegalStateException(otherwise + " in time");
        }
        LockSupport.parkNanos(poll.toNanos());
    }
}
