package dev.millrace.inference.worker.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * When nothing is left to do, the position is committed instead of the last record's offset: it is past the transaction markers
 * that end a topic written by transactions. Without that the lag would read 1 for ever, and nothing would scale to zero
 * (kedacore/keda#5675).
 *
 * <p>The position travels as a batch without records, so that it takes the same way as every offset, transaction or not.
 */
final class CaughtUp<Q> {
    private static final Duration POSITION_TIMEOUT = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final StreamParts<Q> parts;
    private final long intervalNanos;
    private final LongSupplier nanos;
    private long last;

    CaughtUp(Consumer<byte[], byte[]> consumer, StreamParts<Q> parts, Duration interval, LongSupplier nanos) {
        this.consumer = consumer;
        this.parts = parts;
        this.intervalNanos = interval.toNanos();
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    void markIfDue() throws InterruptedException {
        long now = nanos.getAsLong();
        if (now - last < intervalNanos
                || !parts.queue().settled()
                || parts.ledger().broken()) {
            return;
        }
        last = now;
        Map<TopicPartition, Long> positions = news();
        if (positions.isEmpty()) {
            return;
        }
        var empty = new Finished<Q>(List.of(), parts.ledger().open(positions, 0));
        if (!parts.outbox().offer(empty, parts.idle().patience())) {
            throw new IllegalStateException("the outbox is full though nothing is on its way");
        }
    }

    private Map<TopicPartition, Long> news() {
        Map<TopicPartition, Long> durable = parts.ledger().durable();
        var positions = new HashMap<TopicPartition, Long>();
        for (TopicPartition partition : consumer.assignment()) {
            try {
                long position = consumer.position(partition, POSITION_TIMEOUT);
                if (!Long.valueOf(position).equals(durable.get(partition))) {
                    positions.put(partition, position);
                }
            } catch (TimeoutException e) {
                // not known yet: the next interval asks again
            }
        }
        return positions;
    }
}
