package dev.millrace.features.materializer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.Topics;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.InMemoryFeatureStore;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop, step by step, on Kafka's own fake clients. */
class MaterializerAgentTest {
    private static final TopicPartition P0 = new TopicPartition(Topics.FEATURES, 0);
    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration COMMIT = Duration.ofMillis(500);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final InMemoryFeatureStore memory = new InMemoryFeatureStore();
    private final FaultyFeatureStore store = new FaultyFeatureStore(memory);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final MaterializerAgent agent = new MaterializerAgent(
            consumer,
            producer,
            TestViews.reader(),
            store,
            new MicrometerMetrics(registry, clock),
            new MaterializerAgent.Times(clock, nanos::get, new Backoff(FIRST_WAIT, Duration.ofSeconds(1))),
            COMMIT);

    @BeforeEach
    void assign() {
        consumer.updateBeginningOffsets(Map.of(P0, 0L));
        consumer.updateEndOffsets(Map.of(P0, 4L));
        consumer.rebalance(List.of(P0));
    }

    @Test
    void rowsAreStoredCountedAndCommitted() throws Exception {
        produceRows();
        assertThat(agent.assigned()).isTrue();
        assertThat(agent.doWork()).isEqualTo(4);
        assertThat(read("a")).isEqualTo(2);
        assertThat(read("b")).isEqualTo(3);
        assertThat(committed()).isEqualTo(4);
        assertThat(rows("written")).isEqualTo(3);
        assertThat(rows("stale")).isEqualTo(1);
    }

    @Test
    void busyLogIsCommittedOncePerInterval() throws Exception {
        produce(0, row("a", 1));
        agent.doWork();
        assertThat(committed()).as("the first is due").isEqualTo(1);
        produce(1, row("a", 2));
        agent.doWork();
        assertThat(read("a")).isEqualTo(2);
        assertThat(committed()).as("written, not yet committed").isEqualTo(1);
        nanos.addAndGet(COMMIT.toNanos());
        produce(2, row("a", 3));
        agent.doWork();
        assertThat(committed()).as("the interval is over").isEqualTo(3);
    }

    @Test
    void whatIsWrittenIsCommittedWhenTheLogHasNoMore() throws Exception {
        writeWithoutCommit();
        agent.doWork();
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void whatIsWrittenIsCommittedBeforeThePartitionsGo() throws Exception {
        writeWithoutCommit();
        consumer.rebalance(List.of());
        consumer.rebalance(List.of(P0));
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void whatIsWrittenIsCommittedWhileTheStoreIsAway() throws Exception {
        writeWithoutCommit();
        store.failNext(1);
        produce(2, row("a", 3));
        agent.doWork();
        agent.doWork();
        assertThat(committed()).as("not what it did not take").isEqualTo(2);
    }

    @Test
    void badRecordIsDeadLetteredBetweenGoodOnes() throws Exception {
        produce(0, row("a", 1));
        produce(1, "no row".getBytes(StandardCharsets.UTF_8));
        produce(2, row("b", 2));
        agent.doWork();
        assertThat(read("a")).isEqualTo(1);
        assertThat(read("b")).isEqualTo(2);
        assertThat(committed()).isEqualTo(3);
        assertThat(rows("refused")).isEqualTo(1);
        assertThat(producer.history()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo(Topics.DEAD_LETTERS);
            assertThat(letter.value()).isEqualTo("no row".getBytes(StandardCharsets.UTF_8));
            assertThat(letter.headers().lastHeader(DeadLetter.STAGE).value())
                    .asString()
                    .isEqualTo("materializer");
            assertThat(letter.headers().lastHeader(DeadLetter.OFFSET).value())
                    .asString()
                    .isEqualTo("1");
        });
    }

    @Test
    void rowOfAViewThatNobodyDeclaredIsDeadLetteredWithTheReason() throws Exception {
        byte[] unknown = Rows.row("w", EntityKey.of("e", "a"), NOW, Map.of("n", Values.int64(1)))
                .toByteArray();
        produce(0, unknown);
        agent.doWork();
        assertThat(committed()).isEqualTo(1);
        assertThat(producer.history()).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo(unknown);
            assertThat(letter.headers().lastHeader(DeadLetter.REASON).value())
                    .asString()
                    .contains("'w' is not declared; declared are [v]");
        });
    }

    @Test
    void nothingIsCommittedOrDeadLetteredWhileTheStoreIsAway() throws Exception {
        produceRows();
        produce(4, new byte[] {1});
        store.failNext(2);
        assertThat(agent.doWork()).isZero();
        assertThat(consumer.committed(Set.of(P0)).get(P0)).isNull();
        assertThat(producer.history()).isEmpty();
        assertThat(consumer.position(P0)).isZero();
        assertThat(behindSeconds()).isEqualTo(60);

        assertThat(agent.doWork()).as("before the wait is over").isZero();
        assertThat(consumer.paused()).containsExactly(P0);
        assertThat(behindSeconds()).isEqualTo(60);
    }

    @Test
    void rowsAreRepeatedUntilTheStoreIsBack() throws Exception {
        produceRows();
        store.failNext(2);
        agent.doWork();
        nanos.addAndGet(FIRST_WAIT.toNanos());
        produceRows(); // the fake forgets what it has given; the log does not
        assertThat(agent.doWork()).as("second failure").isZero();
        nanos.addAndGet(FIRST_WAIT.toNanos());
        assertThat(agent.doWork()).as("the wait has doubled").isZero();
        assertThat(consumer.paused()).isNotEmpty();
        nanos.addAndGet(FIRST_WAIT.toNanos());
        produceRows();
        assertThat(agent.doWork()).isEqualTo(4);
        assertThat(read("a")).isEqualTo(2);
        assertThat(read("b")).isEqualTo(3);
        assertThat(committed()).isEqualTo(4);
        assertThat(registry.get("millrace.materializer.store.away").counter().count())
                .isEqualTo(2);
        agent.doWork();
        assertThat(behindSeconds()).isZero();
    }

    private void writeWithoutCommit() throws Exception {
        for (int offset = 0; offset < 2; offset++) {
            produce(offset, row("a", offset + 1));
            agent.doWork();
        }
        assertThat(committed()).isEqualTo(1);
    }

    /** Entity a at times 1, 2 and 1 again, entity b at time 3. */
    private void produceRows() {
        produce(0, row("a", 1));
        produce(1, row("a", 2));
        produce(2, row("a", 1));
        produce(3, row("b", 3));
    }

    private void produce(long offset, byte[] value) {
        consumer.addRecord(new ConsumerRecord<>(
                P0.topic(),
                P0.partition(),
                offset,
                NOW.minusSeconds(60).toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                value.length,
                new byte[0],
                value,
                new RecordHeaders(),
                java.util.Optional.empty()));
    }

    private static byte[] row(String entity, int seconds) {
        return Rows.row(
                        "v",
                        EntityKey.of("e", entity),
                        NOW.minusSeconds(100).plusSeconds(seconds),
                        Map.of("n", Values.int64(seconds)))
                .toByteArray();
    }

    private int read(String entity) {
        return (int) memory.read(FeatureRefs.of("v", List.of("n")), EntityKey.of("e", entity))
                .number("n")
                .orElse(-1);
    }

    private long committed() {
        OffsetAndMetadata offset = consumer.committed(Set.of(P0)).get(P0);
        return offset == null ? -1 : offset.offset();
    }

    private double rows(String outcome) {
        return registry.get("millrace.materializer.rows")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double behindSeconds() {
        return registry.get("millrace.materializer.behind.seconds").gauge().value();
    }
}
