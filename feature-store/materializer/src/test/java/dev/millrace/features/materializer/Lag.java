package dev.millrace.features.materializer;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A group's lag on the features topic as KEDA computes it: log end minus committed; a partition without a commit counts whole. */
final class Lag implements AutoCloseable {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int PARTITIONS = 4;

    private final Admin admin;
    private final String group;
    private long longest;

    Lag(KafkaClients kafka, String group) {
        this.admin = kafka.admin();
        this.group = group;
    }

    /** The group's lag at this moment. */
    static long of(KafkaClients kafka, String group) throws InterruptedException, ExecutionException {
        try (var lag = new Lag(kafka, group)) {
            return lag.now();
        }
    }

    long longest() {
        return longest;
    }

    /** Lets the time pass and samples meanwhile. */
    void watch(Duration length) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() - end < 0) {
            sample();
        }
    }

    void awaitZero(Duration most) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + most.toNanos();
        long last = sample();
        while (last > 0) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("the lag is still " + last + " after " + most);
            }
            last = sample();
        }
    }

    private long sample() throws InterruptedException, ExecutionException {
        long lag = now();
        longest = Math.max(longest, lag);
        LockSupport.parkNanos(EVERY);
        return lag;
    }

    private long now() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        long lag = end(Topics.FEATURES, PARTITIONS);
        for (OffsetAndMetadata offset : committed.values()) {
            lag -= offset == null ? 0 : offset.offset();
        }
        return lag;
    }

    /** Log ends of a topic's partitions, added up. */
    long end(String topic, int partitions) throws InterruptedException, ExecutionException {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        for (int partition = 0; partition < partitions; partition++) {
            asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        return admin.listOffsets(asked).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
