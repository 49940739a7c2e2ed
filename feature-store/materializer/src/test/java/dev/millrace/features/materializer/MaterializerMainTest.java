package dev.millrace.features.materializer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.embedded.FreePorts;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.ServiceProcess;
import dev.millrace.servicekit.TopicReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process itself, between a real broker and a real Redis. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaterializerMainTest {
    private static final Instant T0 = Instant.parse("2024-01-01T00:00:00Z");
    private static final int ENTITIES = 500;

    private EmbeddedBroker broker;
    private KafkaClients kafka;
    private KafkaProducer<byte[], byte[]> producer;
    private Path folder;
    private EmbeddedRedis redis;
    private RedisFeatureStore store;

    @BeforeAll
    void startBroker(@TempDir Path brokerFolder) throws Exception {
        broker = EmbeddedBroker.start(BrokerOptions.inFolder(brokerFolder));
        broker.createTopics(Topics.all(List.of()));
        kafka = KafkaClients.of(broker.bootstrap(), Map.of());
        producer = kafka.producer(Map.of());
    }

    @AfterAll
    void stopBroker() {
        producer.close();
        broker.close();
    }

    @BeforeEach
    void startRedis(@TempDir Path testFolder) throws Exception {
        folder = testFolder;
        redis = EmbeddedRedis.start(testFolder.resolve("redis"));
        store = RedisFeatureStore.connect(redis.uri(), "millrace");
    }

    @AfterEach
    void stopRedis() throws Exception {
        store.close();
        redis.close();
    }

    private ServiceProcess start(String name, String redisUri) throws IOException {
        Path definitions = Files.writeString(folder.resolve("views.yaml"), TestViews.YAML);
        var settings = Map.of(
                "kafka.bootstrap",
                broker.bootstrap(),
                "redis.uri",
                redisUri,
                "materializer.retry-max",
                "500ms",
                "features.definitions",
                definitions.toString());
        return ServiceProcess.start(MaterializerMain.class, "materializer", folder.resolve(name), 128, settings);
    }

    @Test
    void rowsReachRedisBadOnesDeadLettersAndTheLagEndsAtZero() throws Exception {
        try (var process = start("m", redis.uri())) {
            await().until(process::ready);
            byte[] bad = "bad row of the first test".getBytes(StandardCharsets.UTF_8);
            produce("first", 1);
            producer.send(new ProducerRecord<>(Topics.FEATURES, new byte[] {7}, bad))
                    .get();
            produce("first", 0);
            await().until(() -> Lag.of(kafka, MaterializerMain.GROUP) == 0);

            assertAllAt("first", 1);
            assertThat(deadLetters(bad)).singleElement().satisfies(letter -> {
                assertThat(letter.key()).isEqualTo(new byte[] {7});
                assertThat(letter.headers().lastHeader(DeadLetter.STAGE).value())
                        .asString()
                        .isEqualTo("materializer");
            });
            assertThat(process.metric("millrace_materializer_rows_total{outcome=\"written\"}"))
                    .isEqualTo(ENTITIES);
            assertThat(process.metric("millrace_materializer_rows_total{outcome=\"stale\"}"))
                    .isEqualTo(ENTITIES);
            assertThat(process.metric("millrace_materializer_rows_total{outcome=\"refused\"}"))
                    .isEqualTo(1);
            await().until(() -> process.metric("millrace_materializer_behind_seconds") == 0);
            assertThat(process.stop()).as("ended by SIGTERM, not by a failure").isEqualTo(ServiceProcess.TERMINATED);
        }
    }

    @Test
    void rowsWaitInKafkaWhileRedisIsKilledAndNothingIsLost() throws Exception {
        try (var process = start("m", redis.uri())) {
            await().until(process::ready);
            for (int version = 0; version < 20; version++) {
                produce("outage", version);
                if (version == 10) {
                    redis.kill(); // with rows on their way
                }
            }
            await().until(() -> process.metric("millrace_materializer_store_away_total") > 1);
            await().until(() -> !process.ready());
            assertThat(Lag.of(kafka, MaterializerMain.GROUP)).isPositive();
            await().until(() -> process.metric("millrace_materializer_behind_seconds") > 1);

            redis = EmbeddedRedis.start(folder.resolve("redis"), redis.port());
            await().until(() -> Lag.of(kafka, MaterializerMain.GROUP) == 0);
            assertAllAt("outage", 19);
            assertThat(process.alive()).isTrue();
            await().until(process::ready);
        }
    }

    @Test
    void processStartsBeforeRedisAndIsReadyOnceRedisIsThere() throws Exception {
        int port = FreePorts.next();
        try (var process = start("m", "redis://127.0.0.1:" + port)) {
            produce("late", 1);
            await().until(() -> folder.resolve("m/materializer.port").toFile().exists()
                    && process.metric("millrace_materializer_store_away_total") > 0);
            assertThat(process.ready()).isFalse();
            try (EmbeddedRedis late = EmbeddedRedis.start(folder.resolve("late"), port);
                    var there = RedisFeatureStore.connect(late.uri(), "millrace")) {
                await().until(process::ready);
                await().until(() -> Lag.of(kafka, MaterializerMain.GROUP) == 0);
                assertThat(there.read(FeatureRefs.of("v", List.of("n")), key("late", 7))
                                .number("n"))
                        .hasValue(1);
            }
        }
    }

    @Test
    void killedProcessIsReplacedByAnotherAndNothingIsLost() throws Exception {
        try (var first = start("m1", redis.uri())) {
            await().until(first::ready);
            for (int version = 0; version < 40; version++) {
                produce("killed", version);
            }
            first.kill();
        }
        try (var second = start("m2", redis.uri())) {
            await().until(second::ready);
            await().until(() -> Lag.of(kafka, MaterializerMain.GROUP) == 0);
            assertAllAt("killed", 39);
        }
    }

    /** A transaction's marker takes an offset of its own, which no row has. */
    @Test
    void transactionalRowsLeaveNoLagAndAbortedOnesAreNotStored() throws Exception {
        try (var process = start("m", redis.uri());
                var transactional = kafka.producer(Map.of("transactional.id", "materializer-test"))) {
            await().until(process::ready);
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional.send(record("transaction", 1, 1)).get();
            transactional.commitTransaction();
            transactional.beginTransaction();
            transactional.send(record("transaction", 1, 2)).get();
            transactional.abortTransaction();
            await().until(() -> Lag.of(kafka, MaterializerMain.GROUP) == 0);
            assertThat(store.read(FeatureRefs.of("v", List.of("n")), key("transaction", 1))
                            .number("n"))
                    .hasValue(1);
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }

    private static EntityKey key(String run, int entity) {
        return EntityKey.of("e", run + entity);
    }

    private static ProducerRecord<byte[], byte[]> record(String run, int entity, int version) {
        byte[] row = Rows.row("v", key(run, entity), T0.plusSeconds(version), Map.of("n", Values.int64(version)))
                .toByteArray();
        return new ProducerRecord<>(Topics.FEATURES, (run + entity).getBytes(StandardCharsets.UTF_8), row);
    }

    private void produce(String run, int version) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int entity = 0; entity < ENTITIES; entity++) {
            sent.add(producer.send(record(run, entity, version)));
        }
        for (Future<RecordMetadata> acknowledged : sent) {
            acknowledged.get();
        }
    }

    private void assertAllAt(String run, int version) {
        List<FeatureVector> vectors = store.read(
                FeatureRefs.of("v", List.of("n")),
                IntStream.range(0, ENTITIES).mapToObj(i -> key(run, i)).toList());
        assertThat(vectors).allSatisfy(vector -> {
            assertThat(vector.number("n")).hasValue(version);
            assertThat(vector.eventTimeOf("v")).isEqualTo(T0.plusSeconds(version));
        });
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters(byte[] value) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (var reader = new TopicReader(kafka, Topics.DEAD_LETTERS, letter -> {
            if (java.util.Arrays.equals(letter.value(), value)) {
                found.add(letter);
            }
        })) {
            reader.readToEnd();
        }
        return found;
    }
}
