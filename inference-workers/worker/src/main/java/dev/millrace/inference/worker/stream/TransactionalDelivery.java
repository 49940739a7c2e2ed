package dev.millrace.inference.worker.stream;

import dev.millrace.inference.worker.metrics.WorkerMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exactly-once: results and the offsets that they stand for in one Kafka transaction (KIP-98), fenced by the group's member
 * epoch (KIP-447), so that a worker whose partitions went elsewhere cannot commit.
 *
 * <p>Batches are grouped for an interval of 10 to 25 ms. Shorter is slower: the next transaction's first send hits
 * CONCURRENT_TRANSACTIONS while the markers of the last are still being written (KAFKA-20000).
 *
 * <p>An abort takes everything in flight with it ({@link OffsetLedger#abandonAll}); nothing is published again before the
 * polling thread has rewound its input to what is committed.
 */
final class TransactionalDelivery implements Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionalDelivery.class);

    private final Producer<byte[], byte[]> producer;
    private final OffsetLedger ledger;
    private final GroupState group;
    private final long intervalNanos;
    private final WorkerMetrics metrics;
    private final LongSupplier nanos;
    private final List<Grouped> grouped = new ArrayList<>();
    private boolean open;
    private long begunAt;

    /** @param offsets what the ticket stood for when its results were sent */
    private record Grouped(Ticket ticket, Map<TopicPartition, Long> offsets) {}

    /** @param producer transactions are initialised: a predecessor of the same id is fenced */
    TransactionalDelivery(
            Producer<byte[], byte[]> producer,
            OffsetLedger ledger,
            GroupState group,
            Duration interval,
            WorkerMetrics metrics,
            LongSupplier nanos) {
        this.producer = producer;
        this.ledger = ledger;
        this.group = group;
        this.intervalNanos = interval.toNanos();
        this.metrics = metrics;
        this.nanos = nanos;
    }

    @Override
    public void publish(List<ProducerRecord<byte[], byte[]>> results, Ticket ticket) throws ResultLostException {
        try {
            if (!open) {
                producer.beginTransaction();
                open = true;
                begunAt = nanos.getAsLong();
            }
            grouped.add(new Grouped(ticket, ledger.next(ticket)));
            for (ProducerRecord<byte[], byte[]> result : results) {
                // A failed send fails the commit.
                var unused = producer.send(result);
            }
        } catch (KafkaException e) {
            abort(e);
        }
        tick();
    }

    @Override
    public void tick() throws ResultLostException {
        if (open && dueNanos() <= 0) {
            commit();
        }
    }

    @Override
    public long dueNanos() {
        return open ? Math.max(0, intervalNanos - (nanos.getAsLong() - begunAt)) : TimeUnit.DAYS.toNanos(1);
    }

    private void commit() throws ResultLostException {
        long start = nanos.getAsLong();
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = offsets();
            if (!offsets.isEmpty()) {
                producer.sendOffsetsToTransaction(offsets, group.metadata());
            }
            producer.commitTransaction();
        } catch (KafkaException e) {
            abort(e);
            return;
        }
        open = false;
        grouped.forEach(batch -> ledger.acked(batch.ticket()));
        grouped.clear();
        metrics.transaction(true, nanos.getAsLong() - start);
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (Grouped batch : grouped) {
            if (!ledger.next(batch.ticket()).equals(batch.offsets())) {
                // Its results are in this transaction, its offsets are another worker's by now.
                throw new CommitFailedException("a partition was given away before its results were committed");
            }
            batch.offsets().forEach((partition, next) -> offsets.put(partition, new OffsetAndMetadata(next)));
        }
        return offsets;
    }

    private void abort(KafkaException cause) throws ResultLostException {
        metrics.transaction(false, 0);
        ledger.abandonAll();
        grouped.clear();
        open = false;
        if (fatal(cause)) {
            throw new ResultLostException("the transaction failed for good, the worker stops and begins anew", cause);
        }
        LOG.warn("a transaction is aborted, its requests are answered again: {}", cause.toString());
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            e.addSuppressed(cause);
            throw new ResultLostException("the transaction cannot be aborted, the worker stops and begins anew", e);
        }
    }

    private static boolean fatal(KafkaException e) {
        return e instanceof ProducerFencedException
                || e instanceof InvalidProducerEpochException
                // The coordinator has aborted it, after a stall longer than transaction.timeout.ms (KAFKA-20785).
                || e instanceof InvalidTxnStateException
                || e instanceof OutOfOrderSequenceException
                || e instanceof AuthorizationException
                || e instanceof UnsupportedVersionException;
    }

    @Override
    public void close() {
        // What is open was not asked for any more: closing aborts it, and its requests are answered by the next worker.
        producer.close();
    }
}
