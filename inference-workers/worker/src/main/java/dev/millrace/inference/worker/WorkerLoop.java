package dev.millrace.inference.worker;

import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.head.UnavailableException;
import dev.millrace.servicekit.Agent;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker: poll, decode, run, send, commit. What a poll returns is a batch and starts at once, there is no timer to fill it;
 * while its results are on their way, the next one is decoded and run.
 *
 * <pre>
 *   poll ──▶ Intake ──▶ BatchRunner ──▶ ResultSender ··ack··▶ OffsetLedger ──▶ Committer
 *             ▲ waits here while the gate is shut, too much is in flight, or something remote is away
 * </pre>
 *
 * <p>Confined to one thread; only acknowledgements come from the producer's thread. A share group would replace the consumer, the
 * ledger and the committer; transactions would replace the last two.
 */
final class WorkerLoop<Q> implements Agent, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Intake intake;
    private final ResultSender sender;
    private final BatchRunner<Q> runner;
    private final ModelSlot<Q> slot;
    private final OffsetLedger ledger;
    private final Committer committer;
    private final WorkerMetrics metrics;
    private final BooleanSupplier gate;
    private final int inFlightMax;
    private final LongSupplier nanos;
    private final Backoff backoff;

    private Scorer<Q> scorer;
    private volatile boolean assigned;

    WorkerLoop(
            WorkerClients clients,
            BatchRunner<Q> runner,
            ModelSlot<Q> slot,
            Scorer<Q> first,
            WorkerMetrics metrics,
            WorkerSettings settings,
            BooleanSupplier gate,
            Clock clock,
            LongSupplier nanos) {
        this.consumer = clients.consumer();
        this.intake = new Intake(consumer, clock);
        this.sender = new ResultSender(clients.producer());
        this.runner = runner;
        this.slot = slot;
        this.scorer = first;
        this.metrics = metrics;
        this.gate = gate;
        this.inFlightMax = settings.inFlightMax();
        this.nanos = nanos;
        this.ledger = new OffsetLedger();
        this.committer = new Committer(consumer, ledger, settings.commitInterval(), nanos);
        this.backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2), nanos);
        metrics.serving(first.model());
        consumer.subscribe(List.of(clients.inputTopic()), this);
    }

    /** True since partitions were assigned for the first time. */
    boolean assigned() {
        return assigned;
    }

    @Override
    public int doWork() throws ResultLostException {
        sender.requireHealthy();
        ledger.advance();
        intake.poll(waiting());
        int answered = waiting() ? 0 : answerBatch();
        ledger.advance();
        committer.commitIfDue(intake.isEmpty());
        return answered;
    }

    private boolean waiting() {
        return !gate.getAsBoolean() || ledger.inFlight() >= inFlightMax || !backoff.due();
    }

    private int answerBatch() {
        Intake.Batch batch = intake.next();
        if (batch == null) {
            return 0;
        }
        swapModel();
        try {
            Outgoing outgoing = runner.run(batch.records(), batch.at(), scorer);
            intake.done();
            backoff.reset();
            Ticket ticket = ledger.open(outgoing.next(), outgoing.records().size());
            outgoing.records().forEach(message -> sender.send(message, ticket));
            return batch.records().size();
        } catch (UnavailableException e) {
            backoff.failed();
            metrics.retry();
            LOG.warn("a batch waits: {}", e.getMessage());
            return 0;
        }
    }

    /** Between two batches only. */
    private void swapModel() {
        Scorer<Q> next = slot.take();
        if (next != null) {
            slot.retire(scorer);
            scorer = next;
            metrics.serving(next.model());
            LOG.info("model {} serves", next.model());
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned = true;
        intake.assigned(partitions);
        LOG.info("assigned {}", partitions);
    }

    /** What is acknowledged by the end of a short wait is committed; the rest is answered again by the next owner. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        awaitAcks(partitions);
        committer.commitNow(partitions, false);
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        ledger.forget(partitions);
        committer.forget(partitions);
        intake.drop(partitions);
        LOG.info("gave up {}", partitions);
    }

    private void awaitAcks(Collection<TopicPartition> partitions) {
        long deadline = nanos.getAsLong() + DRAIN.toNanos();
        ledger.advance();
        while (sender.healthy()
                && partitions.stream().anyMatch(ledger::outstanding)
                && nanos.getAsLong() - deadline < 0) {
            LockSupport.parkNanos(500_000);
            ledger.advance();
        }
    }

    @Override
    public void close() {
        List<TopicPartition> owned = List.copyOf(consumer.assignment());
        awaitAcks(owned);
        committer.commitNow(owned, intake.isEmpty());
        try {
            consumer.close();
        } finally {
            sender.close();
            slot.retire(scorer);
        }
    }
}
