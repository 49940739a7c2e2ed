package dev.millrace.servicekit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic from its beginning, all partitions, without a group: once to the end that it had when asked (history for
 * training, state at start), then on and on as an {@link Agent} (side inputs such as {@code models}).
 *
 * <p>Not thread-safe: one thread at a time.
 */
public final class TopicReader implements Agent {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<ConsumerRecord<byte[], byte[]>> sink;

    public TopicReader(KafkaClients clients, String topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        this.consumer = clients.reader();
        this.sink = sink;
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads what the topic holds now; returns how many records that was. */
    public long readToEnd() {
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(consumer.assignment()));
        long count = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            count += doWork();
        }
        return count;
    }

    @Override
    public int doWork() {
        var records = consumer.poll(POLL);
        records.forEach(sink);
        return records.count();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
