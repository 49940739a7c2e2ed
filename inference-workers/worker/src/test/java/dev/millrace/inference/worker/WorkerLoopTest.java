package dev.millrace.inference.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Topics;
import dev.millrace.inference.worker.FakeHead.FakeScorer;
import dev.millrace.servicekit.DeadLetters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop by hand, one step at a time, on Kafka's own in-memory clients. */
class WorkerLoopTest {
    private static final TopicPartition P0 = new TopicPartition("inference.sensor-anomaly", 0);
    private static final TopicPartition P1 = new TopicPartition("inference.sensor-anomaly", 1);
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(10_000), ZoneOffset.UTC);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final FakeHead head = new FakeHead();
    private final FakeMetrics metrics = new FakeMetrics();
    private final ModelSlot<String> slot = new ModelSlot<>();
    private long nanos;
    private boolean gateOpen = true;
    private WorkerLoop<String> loop;
    private FakeScorer first;

    @BeforeEach
    void open() {
        var settings = new WorkerSettings(
                "sensor-anomaly",
                4,
                8,
                Duration.ofMillis(100),
                "read_uncommitted",
                null,
                null,
                "p",
                Duration.ofSeconds(1));
        first = head.scorer("v0");
        loop = new WorkerLoop<>(
                new WorkerClients(P0.topic(), consumer, producer),
                new BatchRunner<>(head, new DeadLetters("worker.test", CLOCK), metrics, CLOCK, () -> nanos),
                slot,
                first,
                metrics,
                settings,
                () -> gateOpen,
                CLOCK,
                () -> nanos);
        consumer.rebalance(List.of(P0, P1));
        consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
    }

    @Test
    void offsetsAreCommittedOnlyAfterTheirResultsAreAcknowledged() throws Exception {
        queue(P0, 0, "a");
        queue(P0, 1, "b");
        loop.doWork();
        assertThat(sent()).containsExactly("v0 a", "v0 b");
        step();
        assertThat(committed(P0)).isEqualTo(-1);

        producer.completeNext();
        step();
        assertThat(committed(P0)).isEqualTo(-1);
        producer.completeNext();
        step();
        assertThat(committed(P0)).isEqualTo(2);
    }

    @Test
    void aPartitionThatIsCaughtUpIsCommittedAtThePositionPastTransactionMarkers() throws Exception {
        queue(P0, 0, "a");
        loop.doWork();
        producer.completeNext();
        consumer.seek(P0, 2); // as after a marker at offset 1
        step();
        assertThat(committed(P0)).isEqualTo(2);
        assertThat(committed(P1)).isZero();
    }

    @Test
    void aSendThatFailsForGoodStopsTheWorkerAndCommitsNothing() throws Exception {
        queue(P0, 0, "a");
        queue(P0, 1, "b");
        loop.doWork();
        producer.errorNext(new RecordTooLargeException("too large"));
        producer.completeNext();
        nanos += Duration.ofMillis(200).toNanos();
        assertThatThrownBy(loop::doWork).isInstanceOf(ResultLostException.class).hasRootCauseMessage("too large");
        assertThat(committed(P0)).isEqualTo(-1);
    }

    @Test
    void whatCannotBeAnsweredIsADeadLetterAndTheRestOfItsBatchIsAnswered() throws Exception {
        queue(P0, 0, "a");
        queue(P0, 1, "bad");
        queue(P0, 2, "poison");
        queue(P0, 3, "crash");
        queue(P0, 4, "b");
        loop.doWork();
        assertThat(sent()).startsWith("v0 a", "v0 b");
        assertThat(producer.history()).hasSize(5);
        assertThat(producer.history().subList(2, 5)).allMatch(one -> one.topic().equals(Topics.DEAD_LETTERS));
        assertThat(metrics.told).contains("dead letter wrong-type", "dead letter malformed", "dead letter inference");
        // The three that could be decoded ran together, then each alone.
        assertThat(metrics.batches).containsExactly(1, 1);
        acknowledgeAll();
        step();
        assertThat(committed(P0)).isEqualTo(5);
    }

    @Test
    void aNewModelServesFromTheNextBatchOnAndTheOldOneIsClosedByTheLoader() throws Exception {
        queue(P0, 0, "a");
        loop.doWork();
        slot.offer(head.scorer("v1"));
        slot.offer(head.scorer("v2")); // overtakes v1
        queue(P0, 1, "b");
        loop.doWork();
        assertThat(sent()).containsExactly("v0 a", "v2 b");
        assertThat(metrics.told).containsExactly("serving v0", "serving v2");
        assertThat(first.closed).isFalse();
        slot.closeRetired();
        assertThat(first.closed).isTrue();
    }

    @Test
    void aBatchWaitsForWhatIsAwayAndNothingIsLostOrReadAhead() throws Exception {
        head.unavailable = true;
        queue(P0, 0, "a");
        loop.doWork();
        assertThat(metrics.told).contains("retry");
        assertThat(producer.history()).isEmpty();
        step();
        assertThat(committed(P0)).isEqualTo(-1);

        head.unavailable = false;
        queue(P0, 1, "b");
        nanos += Duration.ofSeconds(3).toNanos();
        loop.doWork();
        loop.doWork();
        assertThat(sent()).containsExactly("v0 a", "v0 b");
    }

    @Test
    void nothingIsAnsweredBeforeTheGateOpens() throws Exception {
        gateOpen = false;
        loop.doWork();
        assertThat(consumer.paused()).isEqualTo(Set.of(P0, P1));
        queue(P0, 0, "a");
        loop.doWork();
        assertThat(producer.history()).isEmpty();
        gateOpen = true;
        loop.doWork();
        assertThat(consumer.paused()).isEmpty();
        assertThat(sent()).containsExactly("v0 a");
    }

    @Test
    void tooMuchInFlightStopsTheReading() throws Exception {
        for (int i = 0; i < 8; i++) {
            queue(P0, i, "a" + i);
        }
        loop.doWork();
        loop.doWork();
        queue(P0, 8, "b");
        loop.doWork();
        assertThat(producer.history()).hasSize(8);
        acknowledgeAll();
        loop.doWork();
        loop.doWork();
        assertThat(producer.history()).hasSize(9);
    }

    @Test
    void whatIsAcknowledgedIsCommittedWhenAPartitionIsGivenAway() throws Exception {
        queue(P0, 0, "a");
        queue(P1, 0, "b");
        loop.doWork();
        producer.completeNext();
        producer.completeNext();
        loop.onPartitionsRevoked(List.of(P0));
        assertThat(committed(P0)).isEqualTo(1);
        assertThat(committed(P1)).isEqualTo(-1);
    }

    @Test
    void closingCommitsWhatIsAcknowledgedAndHandsTheModelBack() throws Exception {
        queue(P0, 0, "a");
        loop.doWork();
        producer.completeNext();
        loop.close();
        assertThat(consumer.closed()).isTrue();
        assertThat(producer.closed()).isTrue();
        slot.close();
        assertThat(first.closed).isTrue();
    }

    private void acknowledgeAll() {
        boolean more = true;
        while (more) {
            more = producer.completeNext();
        }
    }

    private void step() throws Exception {
        nanos += Duration.ofMillis(101).toNanos();
        loop.doWork();
    }

    private void queue(TopicPartition partition, long offset, String text) {
        var headers = new RecordHeaders();
        RequestContext.of(new SourceRef("origin", 0, offset), 9_000, null).write(headers);
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                9_500,
                TimestampType.CREATE_TIME,
                0,
                0,
                "k".getBytes(UTF_8),
                text.getBytes(UTF_8),
                headers,
                Optional.empty()));
    }

    private List<String> sent() {
        return producer.history().stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    /** -1 where nothing was committed. */
    private long committed(TopicPartition partition) {
        @Nullable
        OffsetAndMetadata offset = consumer.committed(Set.of(partition)).get(partition);
        return offset == null ? -1 : offset.offset();
    }
}
