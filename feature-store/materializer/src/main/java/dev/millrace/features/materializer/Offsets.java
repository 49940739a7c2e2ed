package dev.millrace.features.materializer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which offsets may be committed. One thread: that of the consumer.
 *
 * <p>A commit is a round trip and a record of the broker's own, so a busy log is committed once per interval, and at once where the log
 * has no more or the partitions go to another member. A crash repeats what was written since the last commit, which changes nothing.
 *
 * <p>Positions, not last offsets plus one: a poll that only passed transaction markers moves them too, so that lag reads 0 when all
 * is done. INVARIANT: no position here is beyond a record that is not in the store.
 */
final class Offsets implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Offsets.class);

    private final Consumer<byte[], byte[]> consumer;
    private final long intervalNanos;
    private final LongSupplier nanos;
    private final Map<TopicPartition, OffsetAndMetadata> stored = new HashMap<>();
    private long dueNanos;
    private volatile boolean assigned;

    /** @param interval shortest time between two commits of a log that has more */
    Offsets(Consumer<byte[], byte[]> consumer, Duration interval, LongSupplier nanos) {
        this.consumer = consumer;
        this.intervalNanos = interval.toNanos();
        this.nanos = nanos;
        this.dueNanos = nanos.getAsLong();
    }

    /** These records, none or more, are now in the store as all before them: commits that where it is time. */
    void stored(ConsumerRecords<byte[], byte[]> records) {
        stored.putAll(records.nextOffsets());
        if (records.isEmpty() || nanos.getAsLong() - dueNanos >= 0) {
            commit();
        }
    }

    /** Commits all that is in the store. */
    void commit() {
        if (stored.isEmpty()) {
            return;
        }
        dueNanos = nanos.getAsLong() + intervalNanos;
        try {
            consumer.commitSync(Map.copyOf(stored));
            stored.clear();
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.info(
                    "partitions moved before their offsets were committed; the next owner repeats some rows, which is safe");
            stored.clear();
        } catch (RetriableException e) {
            LOG.warn("offsets not committed, kept for the next commit: {}", e.getMessage());
        }
    }

    /** Goes back to the first of these records, so that a later poll gives them again. */
    void rewind(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            consumer.seek(partition, records.records(partition).get(0).offset());
        }
        records.nextOffsets().forEach((partition, next) -> {
            if (!records.partitions().contains(partition)) {
                stored.put(partition, next); // only markers were passed
            }
        });
    }

    /** Whether the log has no more for this member; false where that is not known. */
    boolean caughtUp() {
        return consumer.assignment().stream()
                .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
    }

    /** Whether this member has partitions. Any thread. */
    boolean assigned() {
        return assigned;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned = !consumer.assignment().isEmpty();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commit(); // so that the next owner repeats nothing
        forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        stored.keySet().removeAll(partitions);
        assigned = consumer.assignment().stream().anyMatch(partition -> !partitions.contains(partition));
    }
}
