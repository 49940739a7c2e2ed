package dev.millrace.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.ShareGroups;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How soon members of groups get records from a broker with our heartbeats. Times are printed; bounds are generous. */
class GroupsTest {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final long DEADLINE_MILLIS = 5_000;
    private static final String TOPIC = Topics.inference("sensor-anomaly");

    private static EmbeddedBroker broker;
    private static KafkaClients kafka;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder));
        broker.createTopics(Topics.all(List.of("sensor-anomaly")));
        kafka = KafkaClients.of(broker.bootstrap(), Map.of());
        producer = kafka.producer(Map.of());
    }

    @AfterAll
    static void stop() {
        producer.close();
        broker.close();
    }

    @Test
    void aNewShareGroupGetsWhatWasSentBeforeItAndHandsOverToASecondMember() throws Exception {
        send(0, 8);
        ShareGroups.prepare(kafka, "share-test", true);
        try (var first = kafka.shareConsumer("share-test", Map.of())) {
            first.subscribe(List.of(TOPIC));
            long joined = System.nanoTime();
            var got = new TreeSet<Integer>();
            while (got.size() < 8 && millisSince(joined) < 2 * DEADLINE_MILLIS) {
                accept(first, got);
            }
            told("share group, first member of a fresh broker: all records after", joined);
            assertThat(got).hasSize(8);
            try (var second = kafka.shareConsumer("share-test", Map.of())) {
                second.subscribe(List.of(TOPIC));
                long began = System.nanoTime();
                var handedOver = new TreeSet<Integer>();
                for (int i = 100; handedOver.isEmpty() && millisSince(began) < DEADLINE_MILLIS; i += 8) {
                    send(i, 8);
                    accept(second, handedOver);
                    accept(first, got);
                }
                told("share group, second member: first record after", began);
                assertThat(handedOver).isNotEmpty();
            }
        }
    }

    @Test
    void aSecondMemberOfAConsumerGroupGetsItsFirstRecordSoon() throws Exception {
        try (var first = kafka.groupConsumer("join-test", Map.of());
                var second = kafka.groupConsumer("join-test", Map.of())) {
            first.subscribe(List.of(TOPIC));
            await(first, 4);
            second.subscribe(List.of(TOPIC));
            long began = System.nanoTime();
            boolean came = false;
            while (!came && millisSince(began) < DEADLINE_MILLIS) {
                send(1000, 8);
                first.poll(POLL);
                came = !second.poll(POLL).isEmpty();
            }
            told("consumer group, second member: first record after", began);
            assertThat(came).isTrue();
        }
    }

    @Test
    void aStaticMemberThatRestartsGetsItsOwnPartitionsBackAndMovesNobodyElses() throws Exception {
        try (var stays = member("stays")) {
            stays.subscribe(List.of(TOPIC));
            Set<TopicPartition> before;
            Set<TopicPartition> others;
            try (var restarts = member("restarts")) {
                restarts.subscribe(List.of(TOPIC));
                long began = System.nanoTime();
                while ((stays.assignment().size() != 2 || restarts.assignment().size() != 2)
                        && millisSince(began) < 2 * DEADLINE_MILLIS) {
                    stays.poll(POLL);
                    restarts.poll(POLL);
                }
                before = Set.copyOf(restarts.assignment());
                others = Set.copyOf(stays.assignment());
            }
            assertThat(before).hasSize(2);
            try (var restarted = member("restarts")) {
                restarted.subscribe(List.of(TOPIC));
                long began = System.nanoTime();
                var seen = new HashSet<>(others);
                while (restarted.assignment().isEmpty() && millisSince(began) < DEADLINE_MILLIS) {
                    stays.poll(POLL);
                    restarted.poll(POLL);
                    seen.addAll(stays.assignment());
                }
                told("static member, restart: its partitions after", began);
                assertThat(restarted.assignment()).isEqualTo(before);
                assertThat(seen).as("partitions that the other member ever had").isEqualTo(others);
            }
        }
    }

    @Test
    void recordsOfATransactionAreSeenWhenItIsCommittedAndAnAbortedOneNever() throws Exception {
        try (var transactions = kafka.transactionalProducer("groups-test-0", Map.of());
                var reader = kafka.reader(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"))) {
            var partition = new TopicPartition(Topics.ANOMALY_SCORES, 0);
            reader.assign(List.of(partition));
            transactions.initTransactions();
            transactions.beginTransaction();
            transactions
                    .send(new ProducerRecord<>(partition.topic(), 0, null, bytes(1)))
                    .get();
            transactions.abortTransaction();
            transactions.beginTransaction();
            transactions
                    .send(new ProducerRecord<>(partition.topic(), 0, null, bytes(2)))
                    .get();
            transactions.commitTransaction();
            long began = System.nanoTime();
            var seen = new TreeSet<Integer>();
            while (seen.isEmpty() && millisSince(began) < DEADLINE_MILLIS) {
                reader.poll(POLL).forEach(found -> seen.add(number(found.value())));
            }
            assertThat(seen).containsExactly(2);
        }
    }

    private static KafkaConsumer<byte[], byte[]> member(String instance) {
        return kafka.groupConsumer("static-test", Map.of(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance));
    }

    private static void await(KafkaConsumer<byte[], byte[]> consumer, int partitions) {
        long began = System.nanoTime();
        while (consumer.assignment().size() < partitions && millisSince(began) < 2 * DEADLINE_MILLIS) {
            consumer.poll(POLL);
        }
        assertThat(consumer.assignment()).hasSize(partitions);
    }

    private static void accept(KafkaShareConsumer<byte[], byte[]> consumer, Set<Integer> into) {
        var records = consumer.poll(POLL);
        for (var found : records) {
            into.add(number(found.value()));
            consumer.acknowledge(found, AcknowledgeType.ACCEPT);
        }
        if (!records.isEmpty()) {
            consumer.commitSync();
        }
    }

    private static void send(int from, int count) {
        for (int i = from; i < from + count; i++) {
            var unused = producer.send(new ProducerRecord<>(TOPIC, i % 4, null, bytes(i)));
        }
        producer.flush();
    }

    private static byte[] bytes(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    }

    private static int number(byte[] value) {
        return Integer.parseInt(new String(value, StandardCharsets.UTF_8));
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static void told(String what, long began) {
        System.out.println(what + " " + millisSince(began) + " ms");
    }
}
