package dev.millrace.microbench;

import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A consumer whose broker is never empty and costs next to nothing: every poll gives a full number of records of one of its
 * partitions, with the same few values again and again. One thread at a time.
 */
final class EndlessConsumer extends MockConsumer<byte[], byte[]> {
    private static final int PARTITIONS = 6;

    private final String topic;
    private final byte[][] values;
    private final int perPoll;
    private final long timestamp;
    private final Headers headers = new RecordHeaders();
    private final long[] next = new long[PARTITIONS];
    private int partition;
    private int value;

    EndlessConsumer(String topic, byte[][] values, int perPoll, long timestamp) {
        super("earliest");
        this.topic = topic;
        this.values = values.clone();
        this.perPoll = perPoll;
        this.timestamp = timestamp;
        RequestContext.of(new SourceRef("bench", 0, 0), timestamp, null).write(headers);
    }

    /** Assigns all partitions; to be called once, after the subscription. */
    void assignAll() {
        var all = new ArrayList<TopicPartition>();
        for (int i = 0; i < PARTITIONS; i++) {
            all.add(new TopicPartition(topic, i));
        }
        rebalance(all);
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (!paused().isEmpty()) {
            return ConsumerRecords.empty();
        }
        partition = (partition + 1) % PARTITIONS;
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>(perPoll);
        for (int i = 0; i < perPoll; i++) {
            value = (value + 1) % values.length;
            records.add(record(next[partition]++, values[value]));
        }
        var from = new TopicPartition(topic, partition);
        return new ConsumerRecords<>(Map.of(from, records), Map.of(from, new OffsetAndMetadata(next[partition])));
    }

    private ConsumerRecord<byte[], byte[]> record(long offset, byte[] bytes) {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                -1,
                bytes.length,
                null,
                bytes,
                headers,
                Optional.empty());
    }

    @Override
    public synchronized long position(TopicPartition asked, Duration timeout) {
        return next[asked.partition()];
    }
}
