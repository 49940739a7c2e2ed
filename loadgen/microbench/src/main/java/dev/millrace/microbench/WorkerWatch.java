package dev.millrace.microbench;

import dev.millrace.local.platform.Platform;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.AgentRunner;
import dev.millrace.servicekit.Clocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Looks at the workers of a model twenty times a second: how many there are, wanted, started and ready, and for how long. One that was ready
 * is not asked again: its answers would cost the processors that the workers themselves want.
 */
final class WorkerWatch implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(50);
    private static final double NANOS = 1e9;

    /** The number of workers became {@code to}, seconds from the begin. */
    record Change(double second, int from, int to) {}

    private final Platform platform;
    private final String model;
    private final LongSupplier nanos = Clocks.nanos();
    private final List<Change> changes = new ArrayList<>();
    private final List<Double> readyAt = new ArrayList<>();
    private final List<Double> startedAt = new ArrayList<>();
    private long begin;
    private long last;
    private int workers;
    /** Both by number, from 1. */
    private final BitSet started = new BitSet();

    private final BitSet ready = new BitSet();
    private double workerSeconds;
    private boolean counting;
    private AgentRunner runner;

    @SuppressWarnings("NullAway") // the runner is set before anybody has the object
    private WorkerWatch(Platform platform, String model) {
        this.platform = platform;
        this.model = model;
    }

    static WorkerWatch start(Platform platform, String model) {
        var watch = new WorkerWatch(platform, model);
        Agent agent = () -> {
            watch.look();
            LockSupport.parkNanos(PERIOD.toNanos());
            return 0;
        };
        watch.runner = AgentRunner.start("workers", agent, e -> Console.line("the workers are not watched: " + e));
        return watch;
    }

    synchronized void begin() {
        begin = nanos.getAsLong();
        last = begin;
        counting = true;
    }

    synchronized void end() {
        look();
        counting = false;
    }

    private synchronized void look() {
        if (!counting) {
            return;
        }
        long now = nanos.getAsLong();
        workerSeconds += started.cardinality() * (now - last) / NANOS;
        last = now;
        double second = (now - begin) / NANOS;
        int count = platform.workers(model);
        if (count != workers) {
            changes.add(new Change(second, workers, count));
            workers = count;
            started.clear(count + 1, Math.max(count + 1, started.length()));
            ready.clear(count + 1, Math.max(count + 1, ready.length()));
        }
        Map<String, Long> pids = platform.pids();
        for (int number = 1; number <= count; number++) {
            String name = "worker-" + model + (number == 1 ? "" : "-" + number);
            if (!started.get(number) && pids.getOrDefault(name, -1L) >= 0) {
                started.set(number);
                startedAt.add(second);
            }
            if (!ready.get(number) && platform.ready(name)) {
                ready.set(number);
                readyAt.add(second);
            }
        }
    }

    synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    /** Seconds from the begin to the moment when a worker was there that takes requests. */
    synchronized double firstReady() {
        return readyAt.get(0);
    }

    /** Mean over the workers of the time from their start until they took requests, seconds. */
    synchronized double startup() {
        double sum = 0;
        int count = Math.min(readyAt.size(), startedAt.size());
        for (int i = 0; i < count; i++) {
            sum += readyAt.get(i) - startedAt.get(i);
        }
        return sum / count;
    }

    synchronized double workerSeconds() {
        return workerSeconds;
    }

    @Override
    public void close() throws InterruptedException {
        runner.close();
    }
}
