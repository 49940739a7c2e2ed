package dev.millrace.inference.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what is durable, at an interval. A partition that is caught up is committed at the consumer's position, which is past
 * the transaction markers that end a topic written by transactions: without that the lag would read 1 for ever, and nothing
 * would scale to zero.
 *
 * <p>Used by the loop alone.
 */
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final Duration POSITION_TIMEOUT = Duration.ofMillis(100);
    private static final Duration LAST_COMMIT_TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final OffsetLedger ledger;
    private final long intervalNanos;
    private final LongSupplier nanos;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long last;

    Committer(Consumer<byte[], byte[]> consumer, OffsetLedger ledger, Duration interval, LongSupplier nanos) {
        this.consumer = consumer;
        this.ledger = ledger;
        this.intervalNanos = interval.toNanos();
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /** @param caughtUp nothing is polled and not yet answered */
    void commitIfDue(boolean caughtUp) {
        long now = nanos.getAsLong();
        if (now - last < intervalNanos) {
            return;
        }
        last = now;
        Map<TopicPartition, OffsetAndMetadata> offsets = due(consumer.assignment(), caughtUp);
        if (offsets.isEmpty()) {
            return;
        }
        consumer.commitAsync(offsets, (done, failure) -> {
            if (failure == null) {
                remember(done);
            } else {
                // The next interval tries again with newer offsets; a rebalance fails a commit now and then.
                LOG.debug("a commit failed: {}", failure.toString());
            }
        });
    }

    /** Before partitions are given away, or at the end: waits for the broker's answer. */
    void commitNow(Collection<TopicPartition> partitions, boolean caughtUp) {
        Map<TopicPartition, OffsetAndMetadata> offsets = due(partitions, caughtUp);
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets, LAST_COMMIT_TIMEOUT);
            remember(offsets);
        } catch (KafkaException e) {
            LOG.warn(
                    "the last commit of {} failed, its records will be answered again: {}",
                    offsets.keySet(),
                    e.toString());
        }
    }

    void forget(Collection<TopicPartition> partitions) {
        committed.keySet().removeAll(partitions);
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    }

    private Map<TopicPartition, OffsetAndMetadata> due(Collection<TopicPartition> partitions, boolean caughtUp) {
        Map<TopicPartition, Long> durable = ledger.durable();
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (TopicPartition partition : partitions) {
            Long offset = caughtUp && !ledger.outstanding(partition) ? position(partition) : durable.get(partition);
            if (offset != null && !offset.equals(committed.get(partition))) {
                offsets.put(partition, new OffsetAndMetadata(offset));
            }
        }
        return offsets;
    }

    private @Nullable Long position(TopicPartition partition) {
        try {
            return consumer.position(partition, POSITION_TIMEOUT);
        } catch (TimeoutException e) {
            return null; // not known yet: the next interval asks again
        }
    }
}
