package dev.millrace.inference.worker.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls as a member of a consumer group (KIP-848: cooperative, the broker assigns). While the queue is full or too much is in
 * flight the partitions are paused and polling goes on, so that the group keeps this member and nothing is read ahead.
 *
 * <p>Partitions that are given away: what waits is dropped, what is in the model or on its way is waited for and committed,
 * within a bound; after that bound it is abandoned and its results are no longer published from here.
 */
final class GroupPolling<Q> implements Polling, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(GroupPolling.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration EAGER_POLL = Duration.ofMillis(5);
    private static final Duration EAGER = Duration.ofSeconds(2);
    private static final Duration CROWDED = Duration.ofMillis(10);
    private static final Duration REVOKE_GRACE = Duration.ofSeconds(5);
    private static final Duration COMMITTED_TIMEOUT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final Decoder<Q> decoder;
    private final RequestQueue<Q> queue;
    private final OffsetLedger ledger;
    private final GroupState group;
    private final Commits commits;
    private final CaughtUp<Q> caughtUp;
    private final Idle idle;
    private final StreamSettings settings;
    private final LongSupplier nanos;
    private final BooleanSupplier gate;
    private boolean joining;
    private long eagerUntil;
    private boolean paused;
    private volatile boolean joined;

    GroupPolling(
            Consumer<byte[], byte[]> consumer,
            StreamParts<Q> parts,
            GroupState group,
            Commits commits,
            WorkerStream.Context<Q> context) {
        this.consumer = consumer;
        this.decoder = new Decoder<>(context.head(), context.clock(), context.nanos());
        this.queue = parts.queue();
        this.ledger = parts.ledger();
        this.idle = parts.idle();
        this.group = group;
        this.commits = commits;
        this.settings = context.settings();
        this.nanos = context.nanos();
        this.gate = context.gate();
        this.caughtUp = new CaughtUp<>(consumer, parts, settings.commitInterval(), nanos);
        consumer.subscribe(List.of(settings.inputTopic()), this);
    }

    @Override
    public boolean joined() {
        return joined;
    }

    @Override
    public int doWork() throws InterruptedException {
        // The first poll joins: not before this worker can answer, or the partitions that others give it stand still
        // meanwhile.
        if (!joining && gate.getAsBoolean()) {
            joining = true;
            eagerUntil = nanos.getAsLong() + EAGER.toNanos();
        }
        if (!joining) {
            idle.nap();
            return 0;
        }
        // Most crowds are gone sooner than a pause pays. A paused consumer is never let wait in its poll: with records
        // fetched ahead it does not sleep there, it spins, on a whole processor.
        await(() -> !crowded(), CROWDED);
        pause(crowded());
        try {
            return round();
        } catch (UnknownMemberIdException | StaleMemberEpochException | FencedMemberEpochException e) {
            // Silent for longer than a session (a machine that stood still): the next poll loses the partitions and
            // joins.
            LOG.warn("out of the group, joining again: {}", e.toString());
            return 0;
        }
    }

    private int round() throws InterruptedException {
        var polled = consumer.poll(paused ? Duration.ZERO : patience());
        ConsumerGroupMetadata membership = consumer.groupMetadata();
        group.update(membership);
        joined |= membership.generationId() > 0;
        if (ledger.broken()) {
            rewind();
            return 0;
        }
        queue.add(decoder.decode(polled));
        caughtUp.markIfDue();
        commits.ifDue();
        return polled.count();
    }

    /** An assignment that arrives does not wake a poll: with long ones a member that joins waits for the end of one. */
    private Duration patience() {
        return nanos.getAsLong() - eagerUntil < 0 ? EAGER_POLL : POLL;
    }

    private boolean crowded() {
        return queue.full() || ledger.inFlight() >= settings.inFlightMax();
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

    /** After an aborted transaction: everything since the last commit is read again. */
    private void rewind() {
        Collection<TopicPartition> owned = consumer.assignment();
        queue.drop(owned);
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(owned), COMMITTED_TIMEOUT);
            for (TopicPartition partition : owned) {
                OffsetAndMetadata offset = committed.get(partition);
                if (offset == null) {
                    consumer.seekToBeginning(List.of(partition));
                } else {
                    consumer.seek(partition, offset);
                }
            }
        } catch (TimeoutException e) {
            LOG.warn("what is committed is not known yet: {}", e.toString());
            return; // the next round asks again
        }
        ledger.restart();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (paused) {
            consumer.pause(partitions);
        }
        LOG.info("assigned {}", partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        queue.drop(partitions);
        await(() -> !ledger.outstanding(partitions), REVOKE_GRACE);
        commits.now(partitions);
        forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        queue.drop(partitions);
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        ledger.forget(partitions);
        commits.forget(partitions);
        LOG.info("gave up {}", partitions);
    }

    private void await(BooleanSupplier condition, Duration bound) {
        long deadline = nanos.getAsLong() + bound.toNanos();
        while (!condition.getAsBoolean() && nanos.getAsLong() - deadline < 0) {
            idle.nap();
        }
    }

    /** Answers what was polled, commits it and leaves the group. */
    @Override
    public void close() {
        await(queue::settled, settings.stopGrace());
        List<TopicPartition> owned = List.copyOf(consumer.assignment());
        commits.now(owned);
        onPartitionsLost(owned);
        consumer.close();
    }
}
