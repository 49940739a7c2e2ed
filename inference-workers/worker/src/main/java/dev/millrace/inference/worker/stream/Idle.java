package dev.millrace.inference.worker.stream;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How the threads wait. A simulation waits by letting the other parts take a step.
 *
 * @param patience how long a thread waits for another one before it looks around again
 * @param pause called to wait a little for a condition
 */
public record Idle(Duration patience, Runnable pause) {
    private static final long NAP_NANOS = 500_000;

    /** For real threads. */
    public static Idle threads() {
        return new Idle(Duration.ofMillis(50), () -> LockSupport.parkNanos(NAP_NANOS));
    }

    void nap() {
        pause.run();
    }
}
