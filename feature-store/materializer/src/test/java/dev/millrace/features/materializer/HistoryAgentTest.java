package dev.millrace.features.materializer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Topics;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import dev.millrace.features.history.HistoryWriter;
import dev.millrace.features.views.RowCheck;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop, step by step, on Kafka's own fake consumer and real files. */
class HistoryAgentTest {
    private static final TopicPartition P0 = new TopicPartition(Topics.FEATURES, 0);
    private static final TopicPartition P1 = new TopicPartition(Topics.FEATURES, 1);
    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final int FLUSH_ROWS = 5;

    @TempDir
    Path folder;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private boolean diskFull;
    private HistoryAgent agent;

    @BeforeEach
    void assign() {
        agent = new HistoryAgent(
                consumer,
                new FeatureRowReader(new RowCheck(HistoryReading.VIEWS)),
                this::writer,
                new HistorySettings.Flush(FLUSH_ROWS, 1_000_000, INTERVAL),
                new HistoryMetrics(registry),
                new MaterializerAgent.Times(
                        Clock.fixed(NOW, ZoneOffset.UTC), nanos::get, new Backoff(FIRST_WAIT, Duration.ofSeconds(1))));
        consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
        consumer.updateEndOffsets(Map.of(P0, 9L, P1, 9L));
        consumer.rebalance(List.of(P0, P1));
    }

    private HistoryWriter writer() throws IOException {
        if (diskFull) {
            throw new IOException("no space left on device");
        }
        return HistoryWriter.open(folder.resolve("history"), HistoryReading.VIEWS, HistoryReading.limits(folder));
    }

    @Test
    void offsetsAreCommittedOnceTheFilesAreThere() throws Exception {
        produce(P0, 0, row("a", 1));
        produce(P0, 1, row("a", 2));
        assertThat(agent.doWork()).isEqualTo(2);
        assertThat(committed(P0)).isEqualTo(-1);
        assertThat(HistoryReading.files(folder)).isEmpty();

        nanos.addAndGet(INTERVAL.toNanos());
        agent.doWork();
        assertThat(committed(P0)).isEqualTo(2);
        assertThat(HistoryReading.files(folder)).hasSize(1);
        assertThat(values("a," + time(1), "a," + time(2))).containsExactly("1", "2");
        assertThat(count("written")).isEqualTo(2);
    }

    @Test
    void fullBufferIsWrittenAtOnce() throws Exception {
        for (int i = 0; i < FLUSH_ROWS; i++) {
            produce(i % 2 == 0 ? P0 : P1, i / 2, row("a", i));
        }
        agent.doWork();
        assertThat(committed(P0)).isEqualTo(3);
        assertThat(committed(P1)).isEqualTo(2);
        assertThat(HistoryReading.files(folder)).as("a file for each partition").hasSize(2);
    }

    @Test
    void recordsThatCannotBeTakenAreCountedAndPassed() throws Exception {
        produce(P0, 0, "no row".getBytes(StandardCharsets.UTF_8));
        produce(
                P0,
                1,
                Rows.row("unknown", EntityKey.of("e", "a"), NOW, Map.of("n", Values.int64(1)))
                        .toByteArray());
        produce(
                P0,
                2,
                Rows.row("v", EntityKey.of("e", "a"), NOW, Map.of("n", Values.text("one")))
                        .toByteArray());
        produce(
                P0,
                3,
                Rows.row("v", EntityKey.of("other", "a"), NOW, Map.of("n", Values.int64(1)))
                        .toByteArray());
        produce(P0, 4, row("a", 1));
        agent.doWork();
        nanos.addAndGet(INTERVAL.toNanos());
        agent.doWork();
        assertThat(count("refused")).isEqualTo(4);
        assertThat(count("written")).isEqualTo(1);
        assertThat(committed(P0)).isEqualTo(5);
    }

    @Test
    void rowsWaitInKafkaWhileTheDiskIsFull() throws Exception {
        diskFull = true;
        produce(P0, 0, row("a", 1));
        assertThat(agent.doWork()).isZero();
        assertThat(consumer.position(P0)).isZero();
        agent.doWork();
        assertThat(consumer.paused()).containsExactlyInAnyOrder(P0, P1);
        assertThat(registry.get("millrace.history.failures").counter().count()).isEqualTo(1);
        assertThat(committed(P0)).isEqualTo(-1);

        diskFull = false;
        nanos.addAndGet(FIRST_WAIT.toNanos());
        produce(P0, 0, row("a", 1)); // the fake forgets what it has given; the log does not
        assertThat(agent.doWork()).isEqualTo(1);
        nanos.addAndGet(INTERVAL.toNanos());
        agent.doWork();
        assertThat(committed(P0)).isEqualTo(1);
        assertThat(values("a," + time(1))).containsExactly("1");
    }

    @Test
    void folderThatCannotBeWrittenLosesNothing() throws Exception {
        Path history = Files.writeString(folder.resolve("history"), "a file where the folder should be");
        produce(P0, 0, row("a", 1));
        agent.doWork();
        nanos.addAndGet(INTERVAL.toNanos());
        agent.doWork();
        assertThat(committed(P0)).isEqualTo(-1);
        assertThat(consumer.position(P0)).isZero();

        Files.delete(history);
        nanos.addAndGet(FIRST_WAIT.toNanos());
        produce(P0, 0, row("a", 1));
        agent.doWork();
        nanos.addAndGet(INTERVAL.toNanos());
        agent.doWork();
        assertThat(committed(P0)).isEqualTo(1);
        assertThat(values("a," + time(1))).containsExactly("1");
    }

    @Test
    void rowsOfARevokedPartitionAreLeftToItsNextOwner() throws Exception {
        produce(P0, 0, row("a", 1));
        produce(P1, 0, row("b", 2));
        agent.doWork();
        consumer.rebalance(List.of(P0));
        nanos.addAndGet(INTERVAL.toNanos());
        agent.doWork();
        assertThat(committed(P0)).isEqualTo(1);
        assertThat(committed(P1)).isEqualTo(-1);
        assertThat(values("a," + time(1), "b," + time(2))).containsExactly("1", "");
    }

    @Test
    void stopWritesWhatIsBuffered() throws Exception {
        produce(P0, 0, row("a", 1));
        agent.doWork();
        agent.close();
        assertThat(values("a," + time(1))).containsExactly("1");
        assertThat(consumer.closed()).isTrue();
    }

    private List<String> values(String... asked) throws IOException {
        return HistoryReading.values(folder, List.of(asked));
    }

    private static Instant time(int seconds) {
        return NOW.minusSeconds(100).plusSeconds(seconds);
    }

    private static byte[] row(String entity, int n) {
        return HistoryReading.row(entity, time(n), n).toByteArray();
    }

    private void produce(TopicPartition partition, long offset, byte[] value) {
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                NOW.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                value.length,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    private long committed(TopicPartition partition) {
        OffsetAndMetadata offset = consumer.committed(Set.of(partition)).get(partition);
        return offset == null ? -1 : offset.offset();
    }

    private double count(String outcome) {
        return registry.get("millrace.history.rows")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
