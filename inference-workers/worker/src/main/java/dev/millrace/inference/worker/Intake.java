package dev.millrace.inference.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What was polled and is not yet answered; one poll is one batch. While batches wait, the partitions are paused and polling goes
 * on, so that the group keeps this member and nothing is read ahead.
 */
final class Intake {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration POLL_WHILE_WAITING = Duration.ofMillis(2);

    /** @param at when it left the consumer, epoch milliseconds */
    record Batch(List<ConsumerRecord<byte[], byte[]>> records, long at) {}

    private final Consumer<byte[], byte[]> consumer;
    private final Clock clock;
    private final Deque<Batch> backlog = new ArrayDeque<>();
    private boolean paused;

    Intake(Consumer<byte[], byte[]> consumer, Clock clock) {
        this.consumer = consumer;
        this.clock = clock;
    }

    /** Polls where there is nothing to do, or to stay in the group while what there is has to wait. */
    void poll(boolean waiting) {
        pause(waiting);
        if (!waiting && !backlog.isEmpty()) {
            return;
        }
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(waiting ? POLL_WHILE_WAITING : POLL);
        if (!polled.isEmpty()) {
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>(polled.count());
            polled.forEach(records::add);
            backlog.addLast(new Batch(records, clock.millis()));
        }
    }

    private void pause(boolean wanted) {
        if (wanted == paused) {
            return;
        }
        paused = wanted;
        if (paused) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.assignment());
        }
    }

    @Nullable
    Batch next() {
        return backlog.peekFirst();
    }

    /** The next batch is answered. */
    void done() {
        backlog.removeFirst();
    }

    boolean isEmpty() {
        return backlog.isEmpty();
    }

    void assigned(Collection<TopicPartition> partitions) {
        if (paused) {
            consumer.pause(partitions);
        }
    }

    /** Answering them here would only repeat what their next owner does. */
    void drop(Collection<TopicPartition> partitions) {
        List<Batch> batches = List.copyOf(backlog);
        backlog.clear();
        for (Batch batch : batches) {
            List<ConsumerRecord<byte[], byte[]>> rest = batch.records().stream()
                    .filter(found -> !partitions.contains(new TopicPartition(found.topic(), found.partition())))
                    .toList();
            if (!rest.isEmpty()) {
                backlog.addLast(new Batch(rest, batch.at()));
            }
        }
    }
}
