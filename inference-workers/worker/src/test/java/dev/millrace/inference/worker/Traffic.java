package dev.millrace.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WindowRequest;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends windows at a steady rate from a thread of its own, until it is stopped. Window {@code n} ends at {@code n}, and all that
 * it holds follows from that number; a sensor's windows have rising ends.
 */
final class Traffic implements AutoCloseable {
    /** Prime and larger than the partitions: every partition has some. */
    static final int SENSORS = 41;

    private static final int TICK_MILLIS = 5;

    private final TestPlatform platform;
    private final int perSecond;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final long start = System.nanoTime();
    private final AtomicInteger sent = new AtomicInteger();

    Traffic(TestPlatform platform, int perSecond) {
        this.platform = platform;
        this.perSecond = perSecond;
        var unused = thread.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            long due = (System.nanoTime() - start) * perSecond / 1_000_000_000L;
            while (sent.get() < due) {
                send(sent.get());
                sent.incrementAndGet();
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            throw e;
        }
    }

    private void send(int number) {
        WindowRequest request = window(number);
        var unused = platform.producer.send(
                platform.request(
                        Topics.inference(TestPlatform.SENSORS),
                        request.sensorId(),
                        request.encode(TestPlatform.SENSORS)),
                (metadata, problem) -> {
                    if (problem != null) {
                        failure.compareAndSet(null, problem);
                    }
                });
    }

    static WindowRequest window(long number) {
        return TestPlatform.window("s" + number % SENSORS, number, 4, value(number), "a", "b");
    }

    /** What a model of gain 1 gives to the window that ends there. */
    static double score(long number) {
        return value(number) * value(number);
    }

    private static float value(long number) {
        return 1 + (int) (number % 3);
    }

    int sent() {
        return sent.get();
    }

    /** Returns how many were sent, when the broker has them all. */
    int stop() throws InterruptedException {
        thread.shutdown();
        assertThat(thread.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        platform.producer.flush();
        assertThat(failure.get()).as("the load itself").isNull();
        return sent.get();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
