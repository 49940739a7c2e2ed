package dev.millrace.inference.worker.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.ErrorKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestQueueTest {
    private final OffsetLedger ledger = new OffsetLedger();
    private long nanos;

    @Test
    void whatWaitsIsTakenAtOnceUpToTheBatchSize() throws Exception {
        RequestQueue<String> queue = queue(Duration.ZERO);
        queue.add(List.of(record(0, 0), record(0, 1), record(1, 0), record(0, 2)));
        assertThat(offsets(queue)).isEqualTo("0/0 0/1 1/0");
        assertThat(offsets(queue)).isEqualTo("0/2");
        assertThat(offsets(queue)).isNull();
        assertThat(ledger.inFlight()).isEqualTo(4);
    }

    @Test
    void withAWaitTheOldestRequestDecidesUnlessTheBatchIsFull() throws Exception {
        RequestQueue<String> queue = queue(Duration.ofMillis(5));
        queue.add(List.of(record(0, 0)));
        assertThat(offsets(queue)).isNull();
        nanos += Duration.ofMillis(3).toNanos();
        queue.add(List.of(record(0, 1)));
        assertThat(offsets(queue)).isNull();
        nanos += Duration.ofMillis(2).toNanos();
        assertThat(offsets(queue)).isEqualTo("0/0 0/1");

        queue.add(List.of(record(0, 2), record(0, 3), record(0, 4)));
        assertThat(offsets(queue)).isEqualTo("0/2 0/3 0/4");
    }

    @Test
    void itIsFullByRecordsOrByBytes() {
        RequestQueue<String> queue = queue(Duration.ZERO);
        queue.add(List.of(record(0, 0), record(0, 1), record(0, 2)));
        assertThat(queue.full()).isFalse();
        queue.add(List.of(record(0, 3)));
        assertThat(queue.full()).isTrue();
        queue.drop(List.of(new TopicPartition("t", 0)));
        assertThat(queue.full()).isFalse();
        queue.add(List.of(large(0, 0)));
        assertThat(queue.full()).isTrue();
        queue.drop(List.of(new TopicPartition("t", 0)));
        assertThat(queue.settled()).isTrue();
    }

    @Test
    void aPartitionThatWasGivenAwayLeavesTheOthersInOrder() throws Exception {
        RequestQueue<String> queue = queue(Duration.ZERO);
        queue.add(List.of(record(0, 0), record(1, 0), record(0, 1), record(1, 1)));
        queue.drop(List.of(new TopicPartition("t", 0)));
        assertThat(offsets(queue)).isEqualTo("1/0 1/1");
        assertThat(queue.settled()).isFalse();
    }

    private RequestQueue<String> queue(Duration wait) {
        return new RequestQueue<>(new BatchPolicy(3, wait), 4, 1_000, ledger, () -> nanos);
    }

    private static Incoming<String> record(int partition, long offset) {
        return record(partition, offset, 10);
    }

    private static Incoming<String> large(int partition, long offset) {
        return record(partition, offset, 1_000);
    }

    private static Incoming<String> record(int partition, long offset, int bytes) {
        var found = new ConsumerRecord<byte[], byte[]>(
                "t",
                partition,
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                bytes,
                "k".getBytes(UTF_8),
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
        return new Incoming.Rejected<>(found, ErrorKind.MALFORMED, "bad", 1);
    }

    private static @Nullable String offsets(RequestQueue<String> queue) throws InterruptedException {
        Batch<String> batch = queue.take(Duration.ZERO);
        return batch == null
                ? null
                : String.join(
                        " ",
                        batch.incoming().stream()
                                .map(one -> one.record().partition() + "/"
                                        + one.record().offset())
                                .toList());
    }
}
