package dev.millrace.observer.lag;

import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether there is any record in a backlog of a few offsets that does not move. The offset that a transaction's marker takes
 * cannot be told from a record's by offsets alone: a consumer that commits "last record + 1" reads 1 for ever, and nothing would go to zero
 * (kedacore/keda#5675). Our workers commit past markers; others need not.
 *
 * <p>It reads the offsets as a reader of committed records would: a range that ends without a record has none. That costs a fetch for
 * each range that stood still, once; the answer holds until the range changes. A range that was there at the first look is read at once, so
 * that a scaler that starts wakes no worker for a marker. Where it cannot be read, it counts.
 */
public final class MarkerProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MarkerProbe.class);

    /** A longer range has records, or so many aborted ones that reading it would cost more than a worker. */
    private static final long LONGEST = 16;

    private static final Duration STANDS_STILL = Duration.ofSeconds(5);
    private static final Duration LONGEST_READ = Duration.ofMillis(500);
    private static final Duration POLL = Duration.ofMillis(50);

    /** Ranges kept, of subjects that are read no more among them. */
    private static final int MOST = 200_000;

    private record Place(Subject subject, int partition) {}

    /** What is known of a range of offsets; {@code empty} is null until it was read. */
    private record Range(long from, long end, long since, @Nullable Boolean empty) {}

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final LongSupplier nanos;
    private final Map<Place, Range> ranges = new HashMap<>();
    private @Nullable Consumer<byte[], byte[]> consumer;

    /** @param consumers asked when there is something to read; of committed records, without a group */
    public MarkerProbe(Supplier<Consumer<byte[], byte[]>> consumers, LongSupplier nanos) {
        this.consumers = consumers;
        this.nanos = nanos;
    }

    /** With consumers of its own. */
    public static MarkerProbe of(KafkaClients kafka, LongSupplier nanos) {
        var committed = Map.<String, Object>of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                64 * 1024);
        return new MarkerProbe(() -> kafka.reader(committed), nanos);
    }

    /** Records that wait per partition. */
    long[] withoutMarkers(Subject subject, PartitionOffsets[] offsets) {
        long now = nanos.getAsLong();
        var unread = new ArrayList<Integer>();
        for (int partition = 0; partition < offsets.length; partition++) {
            if (due(new Place(subject, partition), offsets[partition], now)) {
                unread.add(partition);
            }
        }
        if (!unread.isEmpty()) {
            read(subject, unread);
        }
        long[] waiting = new long[offsets.length];
        for (int partition = 0; partition < waiting.length; partition++) {
            Range range = ranges.get(new Place(subject, partition));
            boolean empty = range != null && Boolean.TRUE.equals(range.empty);
            waiting[partition] = empty ? 0 : offsets[partition].waiting();
        }
        return waiting;
    }

    private boolean due(Place place, PartitionOffsets offsets, long now) {
        long from = offsets.next();
        long end = offsets.end();
        Range known = ranges.get(place);
        if (known == null || known.from != from || known.end != end) {
            ranges.put(place, new Range(from, end, now, null));
            return known == null && isShort(from, end);
        }
        return known.empty == null && isShort(from, end) && now - known.since >= STANDS_STILL.toNanos();
    }

    private static boolean isShort(long from, long end) {
        return end > from && end - from <= LONGEST;
    }

    private void read(Subject subject, List<Integer> partitions) {
        try {
            if (consumer == null) {
                consumer = consumers.get();
            }
            Set<TopicPartition> withRecords = new HashSet<>();
            Set<TopicPartition> open = seek(consumer, subject, partitions);
            long deadline = nanos.getAsLong() + LONGEST_READ.toNanos();
            while (!open.isEmpty() && nanos.getAsLong() - deadline < 0) {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(POLL)) {
                    withRecords.add(new TopicPartition(one.topic(), one.partition()));
                }
                open.removeIf(partition -> withRecords.contains(partition) || ended(partition, subject));
            }
            partitions.forEach(partition -> {
                var read = new TopicPartition(subject.topic(), partition);
                if (!open.contains(read)) {
                    settle(new Place(subject, partition), !withRecords.contains(read));
                }
            });
        } catch (KafkaException e) {
            LOG.debug("a backlog that stands still cannot be read: {}", e.toString());
        }
    }

    private Set<TopicPartition> seek(Consumer<byte[], byte[]> reader, Subject subject, List<Integer> partitions) {
        Set<TopicPartition> assigned = new HashSet<>();
        partitions.forEach(partition -> assigned.add(new TopicPartition(subject.topic(), partition)));
        reader.assign(assigned);
        assigned.forEach(partition -> {
            Range range = ranges.get(new Place(subject, partition.partition()));
            if (range != null) {
                reader.seek(partition, range.from);
            }
        });
        return assigned;
    }

    private boolean ended(TopicPartition partition, Subject subject) {
        Range range = ranges.get(new Place(subject, partition.partition()));
        return consumer == null || range == null || consumer.position(partition, POLL) >= range.end;
    }

    private void settle(Place place, boolean empty) {
        ranges.computeIfPresent(place, (same, range) -> new Range(range.from, range.end, range.since, empty));
    }

    /** Forgets the subjects that are read no more. */
    void retain(Collection<Subject> subjects) {
        // A round reads the subjects that are due: one that is not may be due in the next.
        if (ranges.size() > MOST) {
            ranges.keySet().removeIf(place -> !subjects.contains(place.subject));
        }
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
