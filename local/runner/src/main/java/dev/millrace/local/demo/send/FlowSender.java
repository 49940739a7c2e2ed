package dev.millrace.local.demo.send;

import dev.millrace.local.demo.measure.DeadLetterBook;
import dev.millrace.local.demo.measure.FlowMeter;
import dev.millrace.local.demo.traffic.BadRecord;
import dev.millrace.local.demo.traffic.Part;
import dev.millrace.local.demo.traffic.Planned;
import dev.millrace.local.demo.traffic.Schedule;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends one flow, open loop: an event is sent at its due time whether or not the results of earlier ones have come, and its
 * latency counts from there; how late the due times were met is booked beside. A limit of events in flight turns it into a
 * closed loop, for parts that go as fast as the platform takes them. One thread at a time.
 */
public final class FlowSender<T> {
    /** No limit of events in flight. */
    public static final long OPEN_LOOP = Long.MAX_VALUE;

    private final KafkaProducer<byte[], byte[]> producer;
    private final FlowEncoder<T> encoder;
    private final FlowMeter<?> meter;
    private final DeadLetterBook deadLetters;
    private final Pacer pacer;
    private final Clock clock;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final AtomicLong badSent = new AtomicLong();

    public FlowSender(
            KafkaProducer<byte[], byte[]> producer,
            FlowEncoder<T> encoder,
            FlowMeter<?> meter,
            DeadLetterBook deadLetters,
            Pacer pacer,
            Clock clock) {
        this.producer = producer;
        this.encoder = encoder;
        this.meter = meter;
        this.deadLetters = deadLetters;
        this.pacer = pacer;
        this.clock = clock;
    }

    /**
     * Sends a part and waits until the broker has it all.
     *
     * @param bad sent in between, evenly spread
     * @param limit of events in flight, {@link #OPEN_LOOP} for none
     */
    public void send(Part<T> part, Schedule schedule, List<BadRecord> bad, long limit) throws InterruptedException {
        Deque<BadRecord> waiting = new ArrayDeque<>(bad);
        long gap = part.count() / (bad.size() + 1) + 1;
        long start = pacer.now();
        long index = 0;
        long ownStart = 0;
        while (part.events().hasNext()) {
            Planned<T> next = part.events().next();
            if (index == 0) {
                ownStart = next.ownMillis();
            }
            long due = start + schedule.dueNanos(index, next.ownMillis() - ownStart);
            pacer.awaitTime(due);
            if (limit != OPEN_LOOP && meter.outstanding() >= limit) {
                pacer.awaitRoom(() -> meter.outstanding() < limit || failure.get() != null);
            }
            send(next.event(), due);
            if (++index % gap == 0 && !waiting.isEmpty()) {
                sendBad(waiting.remove());
            }
        }
        waiting.forEach(this::sendBad);
        producer.flush();
        check();
    }

    /** Bad records sent so far. */
    public long badSent() {
        return badSent.get();
    }

    private void send(T event, long due) {
        check();
        long slip = Math.max(0, pacer.now() - due);
        long sentAt = clock.millis();
        ProducerRecord<byte[], byte[]> record = encoder.encode(event, sentAt);
        meter.sent(sentAt, TimeUnit.NANOSECONDS.toMillis(slip));
        send(record);
    }

    private void sendBad(BadRecord bad) {
        var record = new ProducerRecord<>(bad.topic(), bad.key(), bad.value());
        deadLetters.expect(record.headers(), bad.key(), bad.value(), bad.topic() + ": " + bad.what());
        badSent.incrementAndGet();
        send(record);
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record, (metadata, problem) -> {
            if (problem != null) {
                failure.compareAndSet(null, problem);
            }
        });
    }

    private void check() {
        Exception problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException("the broker did not take a record: " + problem.getMessage(), problem);
        }
    }
}
