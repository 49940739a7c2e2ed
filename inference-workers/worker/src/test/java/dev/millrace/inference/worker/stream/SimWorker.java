package dev.millrace.inference.worker.stream;

import dev.millrace.inference.worker.FakeHead;
import dev.millrace.inference.worker.FakeMetrics;
import dev.millrace.inference.worker.model.ModelSlot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** One worker of a simulation; its three threads are stepped by hand, in any order. */
final class SimWorker {
    final FakeHead head;
    final ModelSlot<String> slot = new ModelSlot<>();
    final SimConsumer consumer;
    final SimProducer producer;
    final FakeMetrics metrics = new FakeMetrics();
    private final WorkerStream<String> stream;
    private final Random random;

    /** Its publisher gave up: the process is to stop, and another to be started. */
    boolean failed;

    SimWorker(Guarantee guarantee, SimLog log, SimGroup group, AtomicLong nanos, Random random) {
        this.random = random;
        head = new FakeHead(log.runs);
        StreamSettings settings = Streams.settings(guarantee, 4);
        consumer = new SimConsumer(group, log, settings.queueMax());
        producer = new SimProducer(log, consumer, group);
        // Who waits in one thread lets the others go on.
        Runnable pause = () -> {
            nanos.addAndGet(Duration.ofMillis(5).toNanos());
            stepBehind();
        };
        var context = Streams.context(
                settings,
                head,
                slot,
                metrics,
                () -> true,
                new Idle(Duration.ZERO, pause),
                Clock.fixed(Instant.ofEpochMilli(1), ZoneOffset.UTC),
                nanos::get);
        stream = guarantee == Guarantee.EXACTLY_ONCE
                ? WorkerStream.transactional(consumer, producer, context)
                : WorkerStream.plain(consumer, producer, context);
        group.join(consumer);
    }

    void step() {
        try {
            switch (random.nextInt(3)) {
                case 0 -> stream.polling().doWork();
                case 1 -> stepBehind();
                default -> producer.acknowledge();
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private boolean stepping;

    private void stepBehind() {
        if (stepping) {
            return; // the run loop naps: nobody is behind it
        }
        stepping = true;
        try {
            stream.running().doWork();
            if (!failed) {
                stream.publishing().doWork();
            }
            if (random.nextBoolean()) {
                producer.acknowledge();
            }
        } catch (ResultLostException e) {
            failed = true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            stepping = false;
        }
    }

    /** As by SIGTERM. */
    void stop() throws Exception {
        stream.polling().close();
        stream.running().close();
        stream.publishing().close();
    }
}
