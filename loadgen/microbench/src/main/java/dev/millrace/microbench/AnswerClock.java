package dev.millrace.microbench;

import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads answers as they come, on a thread of its own, and takes the time since the moment that their key names. */
final class AnswerClock implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> reader;
    private final Thread thread = new Thread(this::read, "answers");
    private Histogram histogram = new Histogram(3);
    private volatile boolean stopped;

    private AnswerClock(Consumer<byte[], byte[]> reader) {
        this.reader = reader;
    }

    /** Reads what comes from now on. */
    static AnswerClock start(KafkaClients kafka, String topic, boolean committed) {
        var reader = kafka.reader(
                Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, committed ? "read_committed" : "read_uncommitted"));
        reader.assign(reader.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList());
        reader.seekToEnd(reader.assignment());
        reader.assignment().forEach(reader::position); // asks now: an answer that comes before would not be seen
        var clock = new AnswerClock(reader);
        clock.thread.start();
        return clock;
    }

    private void read() {
        var nanos = Clocks.nanos();
        while (!stopped) {
            var polled = reader.poll(POLL);
            long now = nanos.getAsLong();
            synchronized (this) {
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    histogram.recordValue(
                            Math.max(0, now - ByteBuffer.wrap(record.key()).getLong()));
                }
            }
        }
    }

    synchronized long count() {
        return histogram.getTotalCount();
    }

    synchronized void reset() {
        histogram = new Histogram(3);
    }

    /** Nanoseconds. */
    synchronized Histogram histogram() {
        return histogram.copy();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
        reader.close();
    }
}
