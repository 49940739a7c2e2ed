package dev.millrace.features.materializer;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Topics;
import dev.millrace.features.history.HistoryWriter;
import dev.millrace.features.history.RowSource;
import dev.millrace.servicekit.Agent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Poll, buffer, write files, commit: in this order, so that an offset is committed only when its row is on disk. A group of its own,
 * so that neither Redis nor the disk holds up the other.
 *
 * <p>After a failure, such as a full disk, the buffer is dropped and read again from Kafka, where the rows wait; the process goes on
 * with the online store. A row written before a crash and again after it is one event to whoever reads.
 *
 * <p>Records that the online agent dead-letters are skipped and counted: one letter is enough.
 */
final class HistoryAgent implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryAgent.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /** Opens a writer with nothing in it. */
    interface Writers {
        HistoryWriter open() throws IOException;
    }

    private final Consumer<byte[], byte[]> consumer;
    private final FeatureRowReader reader;
    private final Writers writers;
    private final HistorySettings.Flush limits;
    private final HistoryMetrics metrics;
    private final MaterializerAgent.Times times;
    private final Unwritten unwritten;
    private @Nullable HistoryWriter writer;
    private Flow flow = Flow.open();
    private long oldestNanos;

    HistoryAgent(
            Consumer<byte[], byte[]> consumer,
            FeatureRowReader reader,
            Writers writers,
            HistorySettings.Flush limits,
            HistoryMetrics metrics,
            MaterializerAgent.Times times) {
        this.consumer = consumer;
        this.reader = reader;
        this.writers = writers;
        this.limits = limits;
        this.metrics = metrics;
        this.times = times;
        this.unwritten = new Unwritten(consumer, this::drop);
        consumer.subscribe(List.of(Topics.FEATURES), unwritten);
    }

    @Override
    public int doWork() {
        boolean held = flow.held(times.nanos().getAsLong());
        if (held) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (!unwritten.any()) {
            oldestNanos = times.nanos().getAsLong();
        }
        unwritten.polled(records);
        if (held) {
            unwritten.rewind();
            return 0;
        }
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                buffer(record);
            }
            if (due()) {
                flush();
            }
        } catch (IOException e) {
            failed(e);
            return 0;
        }
        return records.count();
    }

    private void buffer(ConsumerRecord<byte[], byte[]> record) throws IOException {
        HistoryWriter there = opened();
        try {
            there.append(
                    reader.read(record.value(), times.clock().millis()),
                    new RowSource(record.partition(), record.offset(), record.timestamp()));
        } catch (InvalidRecordException | IllegalArgumentException e) {
            metrics.refused();
        }
    }

    private HistoryWriter opened() throws IOException {
        HistoryWriter there = writer;
        if (there == null) {
            there = writers.open();
            writer = there;
        }
        return there;
    }

    private boolean due() {
        HistoryWriter there = writer;
        if (there != null && (there.rows() >= limits.rows() || there.bytes() >= limits.bytes())) {
            return true;
        }
        return unwritten.any()
                && times.nanos().getAsLong() - oldestNanos >= limits.interval().toNanos();
    }

    private void flush() throws IOException {
        HistoryWriter there = opened();
        long rows = there.rows();
        int files = there.flush();
        if (flow instanceof Flow.Waiting waiting) {
            LOG.info("the history is written again after {} failed attempts", waiting.failures());
        }
        flow = Flow.open();
        unwritten.commit();
        metrics.written(rows, files);
    }

    private void failed(IOException problem) {
        Flow.Waiting waiting = flow.failed(times.backoff(), times.nanos().getAsLong());
        if (waiting.failures() == 1) {
            LOG.warn("the history is not written, its rows wait in Kafka: {}", problem.getMessage());
        }
        flow = waiting;
        metrics.failed();
        discard();
        unwritten.rewind();
    }

    private void drop(List<Integer> partitions) {
        HistoryWriter there = writer;
        if (there == null) {
            return;
        }
        try {
            there.drop(partitions);
        } catch (IOException e) {
            LOG.warn("the buffer is dropped as a whole: {}", e.getMessage());
            discard();
            unwritten.rewind();
        }
    }

    private void discard() {
        HistoryWriter there = writer;
        writer = null;
        if (there != null) {
            try {
                there.close();
            } catch (IOException e) {
                LOG.warn("the history's writer did not close: {}", e.getMessage());
            }
        }
    }

    /** Writes what is buffered, so that a restart need not read it again. */
    @Override
    public void close() {
        try (consumer) {
            if (unwritten.any() && !(flow instanceof Flow.Waiting)) {
                flush();
            }
        } catch (IOException e) {
            LOG.warn("the history is not written to its end; the next start reads the rest again: {}", e.getMessage());
        } finally {
            discard();
        }
    }
}
