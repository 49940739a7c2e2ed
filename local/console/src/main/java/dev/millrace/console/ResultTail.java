package dev.millrace.console;

import dev.millrace.console.live.ResultSink;
import dev.millrace.contracts.Topics;
import dev.millrace.local.control.DemoControl;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows the result topics from shortly before their ends, without a group. Where it cannot keep up it leaves records out: it shows
 * what is now. Topics and partitions that appear later are taken in. A broker that is away is waited for.
 */
final class ResultTail implements Agent {
    /** How many records before the end of each partition it begins. */
    private static final Map<String, Long> HISTORY = Map.of(
            Topics.ANOMALY_SCORES, 2_000L,
            Topics.ANOMALY_ALERTS, 500L,
            Topics.RECOMMENDATIONS, 10L,
            Topics.DEAD_LETTERS, 2_000L,
            DemoControl.TOPIC, 3L);

    /** Of these every record counts; of the others what is far behind is left out. */
    private static final Set<String> WHOLE = Set.of(Topics.ANOMALY_ALERTS, Topics.DEAD_LETTERS);

    private static final long TOO_FAR_BEHIND = 20_000;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ASK = Duration.ofSeconds(2);
    private static final long LOOK_NANOS = Duration.ofSeconds(2).toNanos();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ResultSink sink;
    private final LongSupplier nanos;
    private long lookAt;

    ResultTail(KafkaClients kafka, ResultSink sink, LongSupplier nanos) {
        this.consumer = kafka.reader(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"));
        this.sink = sink;
        this.nanos = nanos;
        this.lookAt = nanos.getAsLong();
    }

    @Override
    public int doWork() {
        if (nanos.getAsLong() - lookAt >= 0) {
            lookAt = nanos.getAsLong() + LOOK_NANOS;
            try {
                takeIn();
                leaveOut();
            } catch (KafkaException e) {
                // The broker is away or changes; the observer says so on the page, and this asks again.
            }
        }
        if (consumer.assignment().isEmpty()) {
            java.util.concurrent.locks.LockSupport.parkNanos(POLL.toNanos());
            return 0;
        }
        var records = consumer.poll(POLL);
        records.forEach(sink::accept);
        return records.count();
    }

    private void takeIn() {
        Map<String, List<PartitionInfo>> topics = consumer.listTopics(ASK);
        var all = new HashSet<TopicPartition>();
        HISTORY.keySet().forEach(topic -> topics.getOrDefault(topic, List.of())
                .forEach(info -> all.add(new TopicPartition(topic, info.partition()))));
        var fresh = new HashSet<>(all);
        fresh.removeAll(consumer.assignment());
        if (fresh.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(fresh, ASK);
        Map<TopicPartition, Long> ends = consumer.endOffsets(fresh, ASK);
        var positions = new HashMap<TopicPartition, Long>();
        fresh.forEach(one -> positions.put(
                one,
                Math.max(
                        begins.getOrDefault(one, 0L),
                        ends.getOrDefault(one, 0L) - HISTORY.getOrDefault(one.topic(), 0L))));
        consumer.assign(all);
        positions.forEach(consumer::seek);
    }

    private void leaveOut() {
        var behind = consumer.assignment().stream()
                .filter(one -> !WHOLE.contains(one.topic()))
                .filter(one -> consumer.currentLag(one).orElse(0) > TOO_FAR_BEHIND)
                .toList();
        if (!behind.isEmpty()) {
            consumer.seekToEnd(behind);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
