package dev.millrace.inference.worker.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The broker of a simulation: requests, committed offsets, and the results that a reader sees. */
final class SimLog {
    static final int PARTITIONS = 3;
    private static final int KEYS = 5;

    final List<List<ConsumerRecord<byte[], byte[]>>> input = new ArrayList<>();
    final Map<TopicPartition, Long> committed = new HashMap<>();

    /** Text of the request per visible result, in order; a dead letter's is its request's. */
    final List<String> visible = new ArrayList<>();

    final Map<String, String> versionOfRun = new HashMap<>();
    /** Numbers the runs of all workers. */
    final AtomicInteger runs = new AtomicInteger();

    private int written;

    SimLog() {
        for (int i = 0; i < PARTITIONS; i++) {
            input.add(new ArrayList<>());
        }
    }

    static TopicPartition partition(int number) {
        return new TopicPartition(Streams.INPUT, number);
    }

    /** @param kind {@code a}, {@code bad}, {@code poison}, ... */
    void write(String kind, int random) {
        int partition = Math.floorMod(random, PARTITIONS);
        List<ConsumerRecord<byte[], byte[]>> log = input.get(partition);
        String key = partition + "k" + Math.floorMod(random >> 8, KEYS);
        String text = kind + " " + key + " " + written++;
        var headers = new RecordHeaders();
        RequestContext.of(new SourceRef("origin", partition, log.size()), 0, null)
                .write(headers);
        log.add(new ConsumerRecord<>(
                Streams.INPUT,
                partition,
                log.size(),
                0,
                TimestampType.CREATE_TIME,
                0,
                text.length(),
                key.getBytes(UTF_8),
                text.getBytes(UTF_8),
                headers,
                Optional.empty()));
    }

    int written() {
        return written;
    }

    void show(ProducerRecord<byte[], byte[]> result) {
        String value = new String(Objects.requireNonNull(result.value()), UTF_8);
        if (result.topic().equals(Topics.DEAD_LETTERS)) {
            if (result.headers().lastHeader(DeadLetter.REASON) == null) {
                throw new AssertionError("a dead letter without a reason");
            }
            visible.add(value);
            return;
        }
        String[] parts = value.split(" ", 3); // version, run, text
        String other = versionOfRun.put(parts[1], parts[0]);
        if (other != null && !other.equals(parts[0])) {
            throw new AssertionError("run " + parts[1] + " mixes " + other + " and " + parts[0]);
        }
        visible.add(parts[2]);
    }

    /** Number of a request: the order in which it was written. */
    static int number(String text) {
        return Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1));
    }

    static String key(String text) {
        return text.split(" ", 3)[1];
    }

    static String text(ConsumerRecord<byte[], byte[]> request) {
        return new String(request.value(), UTF_8);
    }
}
