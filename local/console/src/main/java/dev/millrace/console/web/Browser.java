package dev.millrace.console.web;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One page that is open: what it has not been sent yet. A page that does not read is dropped when that is {@value #MOST_WAITING}
 * messages; it opens the stream anew by itself and begins with the state of then.
 */
final class Browser {
    static final int MOST_WAITING = 40;

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final @Nullable String chosen;
    private volatile boolean dropped;
    private @Nullable String shown;
    private long seen;

    /** {@code chosen}: sensor whose series it shows; null for the usual one. */
    Browser(@Nullable String chosen) {
        this.chosen = chosen;
    }

    @Nullable
    String chosen() {
        return chosen;
    }

    /** False where it is dropped, now or before. */
    boolean offer(String message) {
        if (!dropped && !waiting.offer(message)) {
            dropped = true;
        }
        return !dropped;
    }

    /** The next message; null where none came within the time. */
    @Nullable
    String next(long millis) throws InterruptedException {
        return waiting.poll(millis, TimeUnit.MILLISECONDS);
    }

    boolean dropped() {
        return dropped;
    }

    void drop() {
        dropped = true;
    }

    /** How many points of this sensor it has; -1 where it showed another one. The broadcast's lock guards this. */
    long seen(String sensor) {
        return sensor.equals(shown) ? seen : -1;
    }

    void saw(String sensor, long count) {
        shown = sensor;
        seen = count;
    }
}
