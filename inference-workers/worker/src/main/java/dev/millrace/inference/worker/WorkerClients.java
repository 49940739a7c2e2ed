package dev.millrace.inference.worker;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;

/** The Kafka clients of the loop. */
record WorkerClients(String inputTopic, Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
    /** What may wait unread in this process: a small heap must hold it. */
    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    static WorkerClients open(KafkaClients kafka, WorkerSettings settings, String outputTopic) {
        var producer = kafka.producer(Map.of());
        // Learnt now, not while the first result waits.
        producer.partitionsFor(outputTopic);
        producer.partitionsFor(Topics.DEAD_LETTERS);
        Map<String, Object> overrides = Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, settings.isolation(),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batchMax(),
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        return new WorkerClients(
                Topics.inference(settings.model()), kafka.groupConsumer(settings.group(), overrides), producer);
    }
}
