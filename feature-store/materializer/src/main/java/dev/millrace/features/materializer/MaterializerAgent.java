package dev.millrace.features.materializer;

import dev.millrace.contracts.Topics;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.WriteResult;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.DeadLetters;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Poll, write, dead-letter, commit: in this order, so that an offset is committed only when its row is in the store or in
 * dead-letters. A repeated row is stale and does no harm, so several writes share a commit.
 *
 * <p>While the store is away the partitions are paused and polled on, so that the member stays in its group; the rows wait in Kafka,
 * where the lag shows them, not in memory.
 */
final class MaterializerAgent implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(MaterializerAgent.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /** Time sources of a loop, and how long it waits after a failure. */
    record Times(Clock clock, LongSupplier nanos, Backoff backoff) {}

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final FeatureRowReader reader;
    private final FeatureStore store;
    private final MaterializerMetrics metrics;
    private final Times times;
    private final DeadLetters deadLetters;
    private final Offsets offsets;
    private Flow flow = Flow.open();

    MaterializerAgent(
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            FeatureRowReader reader,
            FeatureStore store,
            MaterializerMetrics metrics,
            Times times,
            Duration commitInterval) {
        this.consumer = consumer;
        this.producer = producer;
        this.reader = reader;
        this.store = store;
        this.metrics = metrics;
        this.times = times;
        this.deadLetters = new DeadLetters("materializer", times.clock());
        this.offsets = new Offsets(consumer, commitInterval, times.nanos());
        consumer.subscribe(List.of(Topics.FEATURES), offsets);
    }

    /** Whether the consumer group has given this member partitions. Any thread. */
    boolean assigned() {
        return offsets.assigned();
    }

    @Override
    public int doWork() throws InterruptedException, ExecutionException {
        boolean held = flow.held(times.nanos().getAsLong());
        if (held) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (held) {
            offsets.rewind(records); // of a partition that came in this poll
            offsets.commit();
            return 0;
        }
        if (records.isEmpty()) {
            if (offsets.caughtUp()) {
                flow = Flow.open(); // what the store did not take belongs to another member now, if anything was left
                metrics.caughtUp();
            }
            offsets.stored(records);
            return 0;
        }
        return write(records);
    }

    private int write(ConsumerRecords<byte[], byte[]> records) throws InterruptedException, ExecutionException {
        metrics.behindSince(oldest(records));
        Batch batch = Batch.read(records, reader, times.clock().millis());
        WriteResult result;
        try {
            result = store.write(batch.rows());
        } catch (FeatureStoreUnavailableException e) {
            storeAway(records, e);
            return 0;
        }
        if (flow instanceof Flow.Waiting waiting) {
            LOG.info("the store is back after {} failed attempts", waiting.failures());
        }
        flow = Flow.open();
        List<Batch.Refused> refused = batch.refusedWith(result);
        sendToDeadLetters(refused);
        offsets.stored(records);
        metrics.stored(result, refused.size());
        return records.count();
    }

    private void storeAway(ConsumerRecords<byte[], byte[]> records, FeatureStoreUnavailableException problem) {
        Flow.Waiting waiting = flow.failed(times.backoff(), times.nanos().getAsLong());
        if (waiting.failures() == 1) {
            LOG.warn("the store is away, {} rows and more wait in Kafka: {}", records.count(), problem.getMessage());
        }
        flow = waiting;
        metrics.storeAway();
        offsets.rewind(records);
    }

    private void sendToDeadLetters(List<Batch.Refused> refused) throws InterruptedException, ExecutionException {
        List<Future<?>> sent = new ArrayList<>(refused.size());
        for (Batch.Refused one : refused) {
            sent.add(producer.send(deadLetters.of(one.record(), one.problem())));
        }
        for (Future<?> acknowledged : sent) {
            acknowledged.get();
        }
    }

    private static long oldest(ConsumerRecords<byte[], byte[]> records) {
        long oldest = Long.MAX_VALUE;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            oldest = Math.min(oldest, record.timestamp());
        }
        return oldest;
    }

    @Override
    public void close() {
        try (consumer) {
            offsets.commit();
        }
    }
}
