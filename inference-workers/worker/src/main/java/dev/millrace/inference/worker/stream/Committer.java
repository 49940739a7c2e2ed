package dev.millrace.inference.worker.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits through the consumer what the ledger holds for durable. Used by the polling thread alone. */
final class Committer implements Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
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

    @Override
    public void ifDue() {
        long now = nanos.getAsLong();
        if (now - last < intervalNanos) {
            return;
        }
        last = now;
        Map<TopicPartition, OffsetAndMetadata> offsets = due(consumer.assignment());
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

    @Override
    public void now(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = due(partitions);
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

    @Override
    public void forget(Collection<TopicPartition> partitions) {
        committed.keySet().removeAll(partitions);
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    }

    private Map<TopicPartition, OffsetAndMetadata> due(Collection<TopicPartition> partitions) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        ledger.durable().forEach((partition, offset) -> {
            if (partitions.contains(partition) && !offset.equals(committed.get(partition))) {
                offsets.put(partition, new OffsetAndMetadata(offset));
            }
        });
        return offsets;
    }
}
