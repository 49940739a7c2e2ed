package dev.millrace.local.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/**
 * Turns Ctrl-C and SIGTERM into an orderly end: the command's thread is woken (or interrupted while it still starts), closes
 * what it opened, and only then may the JVM halt.
 */
final class StopSignal implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread owner = Thread.currentThread();
    private volatile boolean interruptible;

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::signalled, "stop-signal"));
    }

    private void signalled() {
        asked.countDown();
        if (interruptible) {
            owner.interrupt();
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs work that a signal may interrupt. */
    <T> T start(Callable<T> work) throws Exception {
        interruptible = true;
        try {
            return work.call();
        } finally {
            interruptible = false;
        }
    }

    void await() throws InterruptedException {
        asked.await();
    }

    @Override
    public void close() {
        done.countDown();
    }
}
