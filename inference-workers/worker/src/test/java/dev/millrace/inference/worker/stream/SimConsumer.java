package dev.millrace.inference.worker.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;

/** A member of the simulated group: rebalances happen inside {@link #poll}, as they do in the real consumer. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // one thread steps everything
final class SimConsumer extends MockConsumer<byte[], byte[]> {
    private final SimGroup group;
    private final SimLog log;
    private final int maxPoll;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private final Set<TopicPartition> owned = new HashSet<>();
    private @Nullable ConsumerRebalanceListener listener;
    int generation = 1;

    SimConsumer(SimGroup group, SimLog log, int maxPoll) {
        super("earliest");
        this.group = group;
        this.log = log;
        this.maxPoll = maxPoll;
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener callback) {
        listener = callback;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return Set.copyOf(owned);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        rebalance();
        var found = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        int left = maxPoll;
        for (TopicPartition partition : owned) {
            if (paused.contains(partition)) {
                continue;
            }
            List<ConsumerRecord<byte[], byte[]>> all = log.input.get(partition.partition());
            int from = (int) position(partition);
            int to = Math.min(all.size(), from + left);
            left -= to - from;
            if (to > from) {
                found.put(partition, new ArrayList<>(all.subList(from, to)));
                positions.put(partition, (long) to);
            }
        }
        return new ConsumerRecords<>(found, Map.of());
    }

    private void rebalance() {
        ConsumerRebalanceListener told = Objects.requireNonNull(listener);
        Set<TopicPartition> lost = new HashSet<>(owned);
        lost.removeIf(partition -> group.owns(this, partition));
        if (!lost.isEmpty()) {
            owned.removeAll(lost);
            told.onPartitionsLost(lost);
        }
        Set<TopicPartition> unwanted = new HashSet<>(owned);
        unwanted.removeAll(group.target(this));
        if (!unwanted.isEmpty()) {
            told.onPartitionsRevoked(unwanted);
            owned.removeAll(unwanted);
            group.release(this, unwanted);
        }
        Set<TopicPartition> added = group.acquire(this);
        if (!added.isEmpty()) {
            generation++;
            owned.addAll(added);
            paused.removeAll(added);
            added.forEach(partition -> positions.put(partition, log.committed.getOrDefault(partition, 0L)));
            told.onPartitionsAssigned(added);
        }
    }

    @Override
    @SuppressWarnings("removal") // the 4.3 client has nothing else yet
    public ConsumerGroupMetadata groupMetadata() {
        return new ConsumerGroupMetadata("g", generation, "m", Optional.empty());
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        paused.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        paused.removeAll(partitions);
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
        positions.put(partition, offset.offset());
    }

    @Override
    public void seekToBeginning(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> positions.put(partition, 0L));
    }

    @Override
    public long position(TopicPartition partition) {
        return positions.getOrDefault(partition, 0L);
    }

    @Override
    public long position(TopicPartition partition, Duration timeout) {
        return position(partition);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
        var found = new HashMap<TopicPartition, OffsetAndMetadata>();
        partitions.forEach(partition -> {
            Long offset = log.committed.get(partition);
            if (offset != null) {
                found.put(partition, new OffsetAndMetadata(offset));
            }
        });
        return found;
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        if (offsets.keySet().stream().allMatch(partition -> group.owns(this, partition))) {
            offsets.forEach((partition, offset) -> log.committed.put(partition, offset.offset()));
            callback.onComplete(offsets, null);
        } else {
            callback.onComplete(offsets, new RebalanceInProgressException("fenced"));
        }
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        commitAsync(offsets, (done, failure) -> {
            if (failure != null) {
                throw new RebalanceInProgressException("fenced");
            }
        });
    }

    @Override
    public void close() {
        group.leave(this);
    }
}
