package dev.millrace.load.witness.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.load.result.Series;
import dev.millrace.load.witness.RunTime;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.ShareGroups;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker, a group that stands still, and one on a topic that is not the platform's. */
class LagSamplerTest {
    private static final TopicPartition EVENTS = new TopicPartition(Topics.USER_EVENTS, 0);
    private static final TopicPartition OTHER = new TopicPartition("somebodys", 0);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Test
    void aGroupThatStandsStillIsAsLateAsItsFirstRecordUnread(@TempDir Path folder) throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder))) {
            broker.createTopics(
                    List.of(new Topics.Spec(EVENTS.topic(), 1, Map.of()), new Topics.Spec(OTHER.topic(), 1, Map.of())));
            var clients = KafkaClients.of(broker.bootstrap(), Map.of());
            var time = new RunTime(Clocks.wall().instant(), Clocks.wall());
            try (Admin admin = clients.admin();
                    var producer = clients.producer(Map.of());
                    var reader = clients.groupConsumer("still", Map.of());
                    var stranger = clients.groupConsumer("stranger", Map.of())) {
                var sampler = new LagSampler(admin, time, Clocks.nanos());
                commit(stranger, OTHER, 0);
                send(producer, 10);
                commit(reader, EVENTS, 10);
                watch(sampler, producer, time);
                commit(reader, EVENTS, 15);
                await().atMost(DEADLINE)
                        .until(() -> sampler.doWork() == 1 && lag(sampler).records() == 0);
                assertThat(lag(sampler).seconds()).isZero();
            }
        }
    }

    private static void watch(LagSampler sampler, KafkaProducer<byte[], byte[]> producer, RunTime time)
            throws Exception {
        await().atMost(DEADLINE)
                .until(() -> sampler.doWork() == 1 && sampler.latest().containsKey("still"));
        assertThat(sampler.latest()).containsOnlyKeys("still");
        assertThat(lag(sampler)).isEqualTo(GroupLag.NONE);
        send(producer, 5);
        long sent = time.nowMicros();
        await().atMost(DEADLINE).until(() -> {
            sampler.doWork();
            return time.nowMicros() - sent > 4_000_000;
        });
        assertThat(lag(sampler).records()).isEqualTo(5);
        // The record is 3 to 4 s old at the last look; the looks before and after it are a second apart.
        assertThat(lag(sampler).seconds()).isBetween(2.5, 5.5);
        Series seconds = sampler.series(1, Duration.ZERO).get(0);
        assertThat(seconds.plot()).isEqualTo("lag");
        assertThat(seconds.name()).isEqualTo("still");
        assertThat(Objects.requireNonNull(seconds.values().get(0))).isZero();
        assertThat(sampler.failures()).isZero();
    }

    @Test
    void aBrokerThatIsAwayIsAGapAndNotTheEnd(@TempDir Path folder) throws Exception {
        var options = BrokerOptions.inFolder(folder);
        var clients =
                KafkaClients.of(options.bootstrap(), Map.of("default.api.timeout.ms", 300, "request.timeout.ms", 200));
        try (Admin admin = clients.admin()) {
            var sampler = new LagSampler(admin, new RunTime(Clocks.wall().instant(), Clocks.wall()), Clocks.nanos());
            assertThat(sampler.doWork()).isEqualTo(1);
            assertThat(sampler.failures()).isEqualTo(1);
            assertThat(sampler.latest()).isEmpty();
        }
    }

    @Test
    void aShareGroupIsBehindByWhatIsNotAcknowledged(@TempDir Path folder) throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder))) {
            broker.createTopics(List.of(new Topics.Spec(EVENTS.topic(), 1, Map.of())));
            var clients = KafkaClients.of(broker.bootstrap(), Map.of());
            ShareGroups.prepare(clients, "sharing", false);
            try (Admin admin = clients.admin();
                    var producer = clients.producer(Map.of());
                    var member = clients.shareConsumer("sharing", Map.of())) {
                send(producer, 4);
                member.subscribe(List.of(EVENTS.topic()));
                var acknowledged = new AtomicInteger();
                await().atMost(DEADLINE).until(() -> {
                    member.poll(Duration.ofMillis(100)).forEach(record -> {
                        member.acknowledge(record, AcknowledgeType.ACCEPT);
                        acknowledged.incrementAndGet();
                    });
                    member.commitSync();
                    return acknowledged.get() == 4;
                });
                send(producer, 3);
                var time = new RunTime(Clocks.wall().instant(), Clocks.wall());
                var sampler = new LagSampler(admin, time, Clocks.nanos());
                await().atMost(DEADLINE)
                        .until(() -> sampler.doWork() == 1
                                && sampler.latest()
                                                .getOrDefault("sharing", GroupLag.NONE)
                                                .records()
                                        == 3);
                assertThat(sampler.failures()).isZero();
                assertThat(new ConsumerLag(admin).byGroup()).containsEntry("sharing", 3L);
            }
        }
    }

    private static GroupLag lag(LagSampler sampler) {
        return Objects.requireNonNull(sampler.latest().get("still"));
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int count) {
        for (int i = 0; i < count; i++) {
            var unused = producer.send(new ProducerRecord<>(EVENTS.topic(), new byte[8]));
        }
        producer.flush();
    }

    private static void commit(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset)));
    }
}
