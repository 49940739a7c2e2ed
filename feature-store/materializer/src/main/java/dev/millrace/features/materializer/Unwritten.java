package dev.millrace.features.materializer;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From where to where each partition has been polled and not yet written. One thread: that of the consumer.
 *
 * <p>Partitions that are taken away are forgotten, and so are their buffered rows: the next owner reads them again.
 */
final class Unwritten implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Unwritten.class);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Consumer<List<Integer>> revoked;
    private final Map<TopicPartition, Long> from = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> to = new HashMap<>();

    /** @param revoked told of partitions that another member has now */
    Unwritten(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Consumer<List<Integer>> revoked) {
        this.consumer = consumer;
        this.revoked = revoked;
    }

    /** Whether there is anything to commit, be it only a marker of a transaction. */
    boolean any() {
        return !to.isEmpty();
    }

    void polled(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            from.putIfAbsent(partition, records.records(partition).get(0).offset());
        }
        to.putAll(records.nextOffsets());
    }

    /** Goes back to the first record that is not written, in every partition. */
    void rewind() {
        from.forEach(consumer::seek);
        to.keySet().removeAll(from.keySet());
        from.clear();
    }

    /** All that was polled is written. */
    void commit() {
        from.clear();
        if (to.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(Map.copyOf(to));
            to.clear();
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.info("partitions moved before their offsets were committed; the next owner writes some rows again");
            to.clear();
        } catch (RetriableException e) {
            LOG.warn("offsets not committed, kept for the next commit: {}", e.getMessage());
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        // they are read from the committed offset
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        from.keySet().removeAll(partitions);
        to.keySet().removeAll(partitions);
        revoked.accept(partitions.stream().map(TopicPartition::partition).toList());
    }
}
