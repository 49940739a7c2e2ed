package dev.millrace.microbench;

import dev.millrace.local.platform.Platform;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.AgentRunner;
import dev.millrace.servicekit.Clocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Looks at the workers of a model twenty times a second: how many there are, started and ready, and for how long. */
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
    private int ready;
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
        workerSeconds += workers * (now - last) / NANOS;
        last = now;
        double second = (now - begin) / NANOS;
        int count = platform.workers(model);
        if (count != workers) {
            changes.add(new Change(second, workers, count));
            for (int i = workers; i < count; i++) {
                startedAt.add(second);
            }
            workers = count;
            ready = Math.min(ready, count);
        }
        int answering = 0;
        for (int number = 1; number <= count; number++) {
            answering += platform.ready("worker-" + model + (number == 1 ? "" : "-" + number)) ? 1 : 0;
        }
        for (int i = ready; i < answering; i++) {
            readyAt.add(second);
        }
        ready = Math.max(ready, answering);
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
