package dev.millrace.k8s;

import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.ShareGroups;
import dev.millrace.servicekit.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What processes do with Kafka, by the same clients; each throws what the broker refuses it with. */
record Operations(KafkaClients clients) {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int POLLS = 200;

    void produce(String topic) throws ExecutionException, InterruptedException {
        try (var producer = clients.producer(Map.of("max.block.ms", 10_000L))) {
            producer.send(record(topic)).get();
        }
    }

    /** Reads at least a record, and commits it. */
    void consume(String topic, String group) {
        try (var consumer = clients.groupConsumer(group, Map.of())) {
            consumer.subscribe(List.of(topic));
            for (int poll = 0; consumer.poll(POLL).isEmpty(); poll++) {
                requireFewer(poll, "no record of " + topic);
            }
            consumer.commitSync();
        }
    }

    /** As the workers follow models and catalogue. */
    void readWhole(String topic) {
        try (var reader = new TopicReader(clients, topic, record -> {})) {
            reader.readToEnd();
        }
    }

    /** As the scaler and the observer see how far a group is, and look past a transaction marker. */
    void lag(String topic, String group) throws ExecutionException, InterruptedException {
        try (Admin admin = clients.admin();
                var consumer = clients.reader(Map.of("isolation.level", "read_committed"))) {
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            admin.describeConsumerGroups(List.of(group)).all().get();
            var partition = new TopicPartition(topic, 0);
            admin.listOffsets(Map.of(partition, OffsetSpec.latest())).all().get();
            consumer.assign(List.of(partition));
            consumer.poll(POLL);
        }
    }

    void transact(String id, String topic) throws ExecutionException, InterruptedException {
        try (var producer = clients.transactionalProducer(id, Map.of("max.block.ms", 10_000L))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(topic)).get();
            producer.commitTransaction();
        }
    }

    /** As a worker joins its share group. */
    void share(String topic, String group) throws ExecutionException, InterruptedException {
        ShareGroups.prepare(clients, group, false);
        try (var consumer = clients.shareConsumer(group, Map.of())) {
            consumer.subscribe(List.of(topic));
            for (int poll = 0; consumer.poll(POLL).isEmpty(); poll++) {
                requireFewer(poll, "no record of " + topic);
            }
        }
    }

    /** As Kafka Streams makes a topic of its own. */
    void createInternal(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = clients.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic)))
                    .all()
                    .get();
        }
    }

    private static void requireFewer(int polls, String problem) {
        if (polls > POLLS) {
            throw new AssertionError(problem + " in " + POLLS * POLL.toMillis() + " ms");
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic) {
        byte[] bytes = "x".getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, bytes, bytes);
    }
}
