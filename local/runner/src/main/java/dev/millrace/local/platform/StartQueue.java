package dev.millrace.local.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Starts processes one after another: a processor stays free for those that serve. A JVM that starts takes a processor for seconds;
 * three at once on two processors are all ready as late as the last of a queue would be, and whoever has requests waits meanwhile.
 */
public final class StartQueue {
    /** Processes that start at the same time on this machine. */
    public static final int MOST = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

    /** A process that takes longer does not keep the next one waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final int most;
    private final ScheduledExecutorService scheduler;
    private final LongSupplier nanos;
    private final Consumer<String> events;
    private final Queue<SupervisedProcess> waiting = new ArrayDeque<>();
    private final Map<SupervisedProcess, Long> startedAt = new HashMap<>();
    private boolean looking;

    /** @param most processes that start at the same time, at least 1 */
    StartQueue(int most, ScheduledExecutorService scheduler, LongSupplier nanos, Consumer<String> events) {
        this.most = most;
        this.scheduler = scheduler;
        this.nanos = nanos;
        this.events = events;
    }

    /** Starts it now or in its turn; one that is stopped before is never started. */
    synchronized void add(SupervisedProcess process) {
        waiting.add(process);
        startDue();
    }

    private synchronized void look() {
        looking = false;
        startDue();
    }

    private void startDue() {
        long now = nanos.getAsLong();
        startedAt
                .entrySet()
                .removeIf(one -> now - one.getValue() > PATIENCE.toNanos()
                        || one.getKey().pid() < 0
                        || one.getKey().ready());
        while (startedAt.size() < most && !waiting.isEmpty()) {
            SupervisedProcess next = waiting.remove();
            try {
                next.start();
                startedAt.put(next, now);
            } catch (IOException e) {
                events.accept(next.spec().name() + " cannot be started: " + e.getMessage());
            }
        }
        if (!waiting.isEmpty() && !looking) {
            looking = true;
            var unused = scheduler.schedule(this::look, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
