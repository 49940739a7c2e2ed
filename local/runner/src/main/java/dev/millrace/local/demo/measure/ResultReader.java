package dev.millrace.local.demo.measure;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads every result topic from where it ended when this reader was made, without a group and uncommitted records included:
 * an independent witness.
 */
public final class ResultReader implements Agent {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final List<String> TOPICS =
            List.of(Topics.ANOMALY_SCORES, Topics.ANOMALY_ALERTS, Topics.RECOMMENDATIONS, Topics.DEAD_LETTERS);

    /** Latency is read off the records' own times, so the measurement can fetch seldom and leave the broker to the platform. */
    private static final Map<String, Object> UNHURRIED =
            Map.of(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 256 * 1024, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<ConsumerRecord<byte[], byte[]>> sink;

    public ResultReader(KafkaClients clients, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        this.consumer = clients.reader(UNHURRIED);
        this.sink = sink;
        var partitions = new ArrayList<TopicPartition>();
        for (String topic : TOPICS) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeks are lazy: fix the positions before anything is sent
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
