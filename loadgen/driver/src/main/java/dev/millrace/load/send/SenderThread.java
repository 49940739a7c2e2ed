package dev.millrace.load.send;

import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a sender until it is done, has failed or is stopped. Unlike {@code AgentRunner} it is interrupted when it is stopped: a
 * producer whose buffer is full blocks for minutes.
 */
final class SenderThread implements AutoCloseable {
    private final Sender<?> sender;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile @Nullable Throwable failure;

    private SenderThread(Sender<?> sender, String name) {
        this.sender = sender;
        this.thread = new Thread(this::loop, name);
    }

    static SenderThread start(Sender<?> sender, String name) {
        var runner = new SenderThread(sender, name);
        runner.thread.start();
        return runner;
    }

    private void loop() {
        try {
            while (running && !sender.done()) {
                sender.doWork();
            }
        } catch (InterruptException e) {
            if (running) {
                failure = e;
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    Sender<?> sender() {
        return sender;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        thread.interrupt();
        thread.join();
    }
}
