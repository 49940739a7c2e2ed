package dev.millrace.observer.age;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads timestamps of records, a few at a time and for a short time. Its consumer is made when there is something to read. */
public final class RecordTimes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordTimes.class);
    private static final Duration LONGEST = Duration.ofMillis(300);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final LongSupplier nanos;
    private @Nullable Consumer<byte[], byte[]> consumer;

    /** @param consumers asked once; without a group */
    public RecordTimes(Supplier<Consumer<byte[], byte[]>> consumers, LongSupplier nanos) {
        this.consumers = consumers;
        this.nanos = nanos;
    }

    /** Epoch milliseconds of the first record from each offset on; those that were not there in time are left out. */
    public Map<TopicPartition, Long> read(Map<TopicPartition, Long> offsets) {
        var found = new HashMap<TopicPartition, Long>();
        if (offsets.isEmpty()) {
            return found;
        }
        try {
            if (consumer == null) {
                consumer = consumers.get();
            }
            poll(consumer, offsets, found);
            consumer.assign(Set.of());
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.debug("timestamps cannot be read: {}", e.toString());
        }
        return found;
    }

    private void poll(
            Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> offsets, Map<TopicPartition, Long> found) {
        reader.assign(offsets.keySet());
        offsets.forEach(reader::seek);
        long deadline = nanos.getAsLong() + LONGEST.toNanos();
        while (found.size() < offsets.size() && nanos.getAsLong() - deadline < 0) {
            var told = new HashSet<TopicPartition>();
            for (ConsumerRecord<byte[], byte[]> one : reader.poll(POLL)) {
                var partition = new TopicPartition(one.topic(), one.partition());
                if (found.putIfAbsent(partition, one.timestamp()) == null) {
                    told.add(partition);
                }
            }
            reader.pause(told);
        }
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
