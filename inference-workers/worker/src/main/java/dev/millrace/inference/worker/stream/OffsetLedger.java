package dev.millrace.inference.worker.stream;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Which offsets may be committed. Batches are opened in the order of their offsets and become durable in that order, whatever
 * the order of the acknowledgements. Thread-safe: the run thread opens, the publisher and the producer acknowledge, the polling
 * thread reads.
 *
 * <p>INVARIANT: {@link #durable} of a partition is never past a record whose result is not acknowledged.
 */
final class OffsetLedger {
    private final Deque<Ticket> tickets = new ArrayDeque<>();
    private final Map<TopicPartition, Long> durable = new HashMap<>();
    private int inFlight;

    /** After an aborted transaction: nothing counts until the input was rewound. */
    private boolean broken;

    /** A batch leaves the queue. */
    synchronized Ticket open(Map<TopicPartition, Long> next, int records) {
        var ticket = new Ticket(next, records);
        ticket.abandoned = broken;
        if (!broken) {
            tickets.addLast(ticket);
            inFlight += records;
        }
        return ticket;
    }

    /**
     * The batch is about to send so many records; {@link #acked} counts them down, and one call more says that all are sent.
     */
    synchronized void sends(Ticket ticket, int count) {
        ticket.open += count;
    }

    synchronized void acked(Ticket ticket) {
        if (--ticket.open == 0) {
            settle();
        }
    }

    synchronized boolean abandoned(Ticket ticket) {
        return ticket.abandoned;
    }

    /**
     * Offsets that the batch stands for, of the partitions that are still owned. Results of others must not be published from
     * here: they belong to somebody else by now.
     */
    synchronized Map<TopicPartition, Long> next(Ticket ticket) {
        return ticket.abandoned ? Map.of() : Map.copyOf(ticket.next);
    }

    private void settle() {
        for (Ticket first = tickets.peekFirst(); first != null && first.done(); first = tickets.peekFirst()) {
            tickets.removeFirst();
            inFlight -= first.records;
            if (!first.abandoned) {
                durable.putAll(first.next);
            }
        }
    }

    /** Records between the queue and the broker. */
    synchronized int inFlight() {
        return inFlight;
    }

    synchronized boolean idle() {
        return tickets.isEmpty();
    }

    synchronized boolean outstanding(Collection<TopicPartition> partitions) {
        return tickets.stream().anyMatch(ticket -> ticket.next.keySet().stream().anyMatch(partitions::contains));
    }

    /** Offset to commit per partition. */
    synchronized Map<TopicPartition, Long> durable() {
        return Map.copyOf(durable);
    }

    /** Partitions that others own now: their batches in flight no longer count. */
    synchronized void forget(Collection<TopicPartition> partitions) {
        durable.keySet().removeAll(partitions);
        tickets.forEach(ticket -> ticket.next.keySet().removeAll(partitions));
    }

    /** An aborted transaction takes everything in flight with it, until {@link #restart}. */
    synchronized void abandonAll() {
        broken = true;
        tickets.forEach(ticket -> ticket.abandoned = true);
        settle();
    }

    synchronized boolean broken() {
        return broken;
    }

    /** The input is rewound to what was committed. */
    synchronized void restart() {
        broken = false;
        durable.clear();
    }
}
