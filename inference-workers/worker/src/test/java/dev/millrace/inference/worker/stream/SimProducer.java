package dev.millrace.inference.worker.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A producer of the simulation: acknowledgements come when the driver says, transactions are fenced by the member's epoch. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // one thread steps everything
final class SimProducer extends MockProducer<byte[], byte[]> {
    private record Sent(ProducerRecord<byte[], byte[]> result, @Nullable Callback callback) {}

    private final SimLog log;
    private final SimConsumer member;
    private final SimGroup group;
    private final Deque<Sent> unacknowledged = new ArrayDeque<>();
    private final List<ProducerRecord<byte[], byte[]>> transaction = new ArrayList<>();
    private final Map<TopicPartition, Long> offsets = new HashMap<>();
    private boolean transactional;

    /** The next commit fails, to be aborted. */
    boolean failNextCommit;

    /** The next commit finds its transaction aborted by the coordinator; the producer is of no use from then on. */
    boolean breakAtNextCommit;

    private boolean broken;

    SimProducer(SimLog log, SimConsumer member, SimGroup group) {
        super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.log = log;
        this.member = member;
        this.group = group;
    }

    @Override
    public void initTransactions() {
        transactional = true;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> result) {
        return send(result, null);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> result, @Nullable Callback callback) {
        if (transactional) {
            transaction.add(result);
        } else {
            unacknowledged.add(new Sent(result, callback));
        }
        return new CompletableFuture<>();
    }

    /** The broker takes the oldest record; false where there is none. */
    boolean acknowledge() {
        Sent sent = unacknowledged.poll();
        if (sent == null) {
            return false;
        }
        log.show(sent.result());
        if (sent.callback() != null) {
            sent.callback().onCompletion(new RecordMetadata(new TopicPartition("out", 0), 0, 0, 0, 0, 0), null);
        }
        return true;
    }

    @Override
    public void beginTransaction() {
        if (!transaction.isEmpty() || !offsets.isEmpty()) {
            throw new IllegalStateException("a transaction is open already");
        }
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> next, ConsumerGroupMetadata membership) {
        if (membership.generationId() != member.generation
                || !next.keySet().stream().allMatch(partition -> group.owns(member, partition))) {
            throw new CommitFailedException("fenced");
        }
        next.forEach((partition, offset) -> offsets.put(partition, offset.offset()));
    }

    @Override
    public void commitTransaction() {
        if (breakAtNextCommit) {
            broken = true;
            throw new InvalidTxnStateException("aborted by the coordinator");
        }
        if (failNextCommit) {
            failNextCommit = false;
            throw new TimeoutException("the coordinator is away");
        }
        transaction.forEach(log::show);
        log.committed.putAll(offsets);
        abortTransaction();
    }

    @Override
    public void abortTransaction() {
        if (broken) {
            throw new KafkaException("Cannot execute transactional method because we are in an error state");
        }
        transaction.clear();
        offsets.clear();
    }

    @Override
    public void close() {
        boolean more = true;
        while (more) {
            more = acknowledge();
        }
    }
}
