package dev.millrace.local.dlq;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the dead letters that the topic holds when asked, oldest first in each partition, one at a time in memory. */
public final class LetterReader {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaClients kafka;

    public LetterReader(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /** Takes letters; may stop the reading by what it throws. */
    public interface Sink {
        void accept(Letter letter) throws Exception;
    }

    public void read(Sink sink) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    TopicPartition one = new TopicPartition(found.topic(), found.partition());
                    if (found.offset() < ends.getOrDefault(one, 0L)) {
                        sink.accept(Letter.of(found));
                    }
                }
            }
        }
    }

    public Optional<Letter> find(LetterId id) {
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            TopicPartition partition = new TopicPartition(Topics.DEAD_LETTERS, id.partition());
            if (!partitions(consumer).contains(partition)) {
                return Optional.empty();
            }
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            if (id.offset() < begin) {
                return Optional.empty();
            }
            consumer.seek(partition, id.offset());
            while (consumer.position(partition) <= id.offset() && id.offset() < end) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    return found.offset() == id.offset() ? Optional.of(Letter.of(found)) : Optional.empty();
                }
            }
            return Optional.empty();
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        // A letter that an aborted transaction wrote is none: the record was processed again.
        return kafka.reader(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(Topics.DEAD_LETTERS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
