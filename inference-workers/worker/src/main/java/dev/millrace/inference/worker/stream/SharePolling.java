package dev.millrace.inference.worker.stream;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.SourceRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls as a member of a share group (KIP-932). A record is this worker's for as long as its acquisition lock holds; it is
 * accepted when its result is durable. What one poll brought is answered before the next poll, batch after batch; while that
 * takes long (a remote part is away) the locks are renewed.
 *
 * <p>A worker that dies releases its records by the lock's time-out. One that was delivered too often without an answer is
 * refused here, before the broker would drop it silently: it may be what the workers died of.
 */
final class SharePolling<Q> implements Polling {
    private static final Logger LOG = LoggerFactory.getLogger(SharePolling.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int LOCK_MILLIS = 30_000;

    private final ShareConsumer<byte[], byte[]> consumer;
    private final Decoder<Q> decoder;
    private final RequestQueue<Q> queue;
    private final Idle idle;
    private final StreamSettings settings;
    private final LongSupplier nanos;
    private final BooleanSupplier gate;
    private final List<ConsumerRecord<byte[], byte[]>> held = new ArrayList<>();
    private long lockedAt;
    private boolean joining;
    private volatile boolean joined;

    SharePolling(ShareConsumer<byte[], byte[]> consumer, StreamParts<Q> parts, WorkerStream.Context<Q> context) {
        this.consumer = consumer;
        this.decoder = new Decoder<>(context.head(), context.clock(), context.nanos());
        this.queue = parts.queue();
        this.idle = parts.idle();
        this.settings = context.settings();
        this.nanos = context.nanos();
        this.gate = context.gate();
        consumer.setAcknowledgementCommitCallback((offsets, failure) -> {
            if (failure != null) {
                LOG.warn("an acknowledgement failed, its records are answered again: {}", failure.toString());
            }
        });
        consumer.subscribe(List.of(settings.inputTopic()));
    }

    @Override
    public boolean joined() {
        return joined;
    }

    @Override
    public int doWork() {
        // The first poll joins and locks records: not before this worker can answer them.
        joining |= gate.getAsBoolean();
        if (!joining) {
            idle.nap();
            return 0;
        }
        if (queue.settled()) {
            if (held.isEmpty()) {
                hold(consumer.poll(POLL));
                return held.size();
            }
            acknowledge(AcknowledgeType.ACCEPT);
            held.clear();
            consumer.commitAsync();
            return 1;
        }
        renewIfDue();
        idle.nap();
        return 0;
    }

    /** What is new goes to the queue; what was renewed is there already, or on its way. */
    private void hold(ConsumerRecords<byte[], byte[]> polled) {
        joined = true;
        lockedAt = nanos.getAsLong();
        Set<SourceRef> known = held.stream().map(SharePolling::position).collect(Collectors.toSet());
        held.clear();
        var fresh = new ArrayList<ConsumerRecord<byte[], byte[]>>(polled.count());
        for (ConsumerRecord<byte[], byte[]> found : polled) {
            held.add(found);
            if (!known.contains(position(found))) {
                fresh.add(found);
            }
        }
        queue.add(decoder.decode(fresh).stream().map(this::bounded).toList());
    }

    private static SourceRef position(ConsumerRecord<byte[], byte[]> found) {
        return new SourceRef(found.topic(), found.partition(), found.offset());
    }

    private Incoming<Q> bounded(Incoming<Q> incoming) {
        Optional<Short> deliveries = incoming.record().deliveryCount();
        if (deliveries.isPresent() && deliveries.get() > settings.deliveriesMax()) {
            return new Incoming.Rejected<>(
                    incoming.record(),
                    ErrorKind.INFERENCE,
                    "delivered " + deliveries.get() + " times without an answer: it may be what its workers ended of",
                    deliveries.get());
        }
        return incoming;
    }

    private void renewIfDue() {
        long lock = Duration.ofMillis(consumer.acquisitionLockTimeoutMs().orElse(LOCK_MILLIS))
                .toNanos();
        if (nanos.getAsLong() - lockedAt > lock / 2) {
            acknowledge(AcknowledgeType.RENEW);
            logFailures(consumer.commitSync());
            hold(consumer.poll(POLL)); // a record that is renewed has to be polled again (KIP-1222)
        }
    }

    private void acknowledge(AcknowledgeType type) {
        held.forEach(one -> consumer.acknowledge(one, type));
    }

    private static void logFailures(Map<?, ? extends Optional<? extends Exception>> answers) {
        answers.forEach((partition, failure) ->
                failure.ifPresent(e -> LOG.warn("locks of {} are not renewed: {}", partition, e.toString())));
    }

    /** Accepts what is answered within the grace; the rest is released, to be answered elsewhere at once. */
    @Override
    public void close() {
        long deadline = nanos.getAsLong() + settings.stopGrace().toNanos();
        while (!queue.settled() && nanos.getAsLong() - deadline < 0) {
            idle.nap();
        }
        acknowledge(queue.settled() ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE);
        consumer.close();
    }
}
