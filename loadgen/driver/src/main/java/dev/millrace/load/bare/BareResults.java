package dev.millrace.load.bare;

import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.KafkaClients;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads what {@link BarePath} writes: from an event's Kafka timestamp to its result's, in milliseconds. */
public final class BareResults implements Agent {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();
    private static final int DIGITS = 3;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Histogram> byTopic = new HashMap<>();
    private final long fromMillis;

    /** Latencies are of results whose event came after {@code fromMillis}, epoch milliseconds of {@code clock}. */
    public BareResults(KafkaClients kafka, List<BareFlow> flows, long fromMillis) {
        this.fromMillis = fromMillis;
        this.consumer = kafka.reader(
                Map.of(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 256 * 1024, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20));
        var partitions = new ArrayList<TopicPartition>();
        for (BareFlow flow : flows) {
            byTopic.put(flow.output(), new ConcurrentHistogram(LONGEST_MILLIS, DIGITS));
            consumer.partitionsFor(flow.output())
                    .forEach(info -> partitions.add(new TopicPartition(flow.output(), info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeks are lazy
    }

    @Override
    public int doWork() {
        var records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> result : records) {
            long event = ByteBuffer.wrap(result.value()).getLong();
            Histogram latencies = byTopic.get(result.topic());
            if (latencies != null && event >= fromMillis) {
                latencies.recordValue(Math.max(0, Math.min(result.timestamp() - event, LONGEST_MILLIS)));
            }
        }
        return records.count();
    }

    /** Latencies of a flow's results, milliseconds. */
    public Histogram latencies(BareFlow flow) {
        Histogram found = byTopic.get(flow.output());
        return found == null ? new Histogram(DIGITS) : found;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
