package dev.millrace.features.serving;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that wait for the store. Refuses work where too much waits: whoever is behind would come too late anyway. */
final class RequestPool implements Executor, AutoCloseable {
    private static final int WAITING_PER_THREAD = 128;

    private final ThreadPoolExecutor threads;

    RequestPool(int size) {
        var count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                size, size, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(size * WAITING_PER_THREAD), task -> {
                    var thread = new Thread(task, "serving-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
