package dev.millrace.inference.worker;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Which offsets may be committed. Batches are opened in the order of their offsets and become durable in that order, whatever
 * the order of the acknowledgements. Used by the loop alone, except {@link Ticket#acked}.
 *
 * <p>INVARIANT: {@link #durable} of a partition is never past a record whose result is not acknowledged.
 */
final class OffsetLedger {
    private final Deque<Ticket> open = new ArrayDeque<>();
    private final Map<TopicPartition, Long> durable = new HashMap<>();
    private int inFlight;

    /** A batch whose results are about to be sent. */
    Ticket open(Map<TopicPartition, Long> next, int sends) {
        var ticket = new Ticket(next, sends);
        open.addLast(ticket);
        inFlight += sends;
        return ticket;
    }

    /** Takes in what was acknowledged meanwhile. */
    void advance() {
        for (Ticket first = open.peekFirst(); first != null && first.done(); first = open.peekFirst()) {
            open.removeFirst();
            inFlight -= first.sends;
            durable.putAll(first.next);
        }
    }

    /** Records sent and not known to be acknowledged. */
    int inFlight() {
        return inFlight;
    }

    boolean outstanding(TopicPartition partition) {
        return open.stream().anyMatch(ticket -> ticket.next.containsKey(partition));
    }

    /** Offset to commit per partition. */
    Map<TopicPartition, Long> durable() {
        return Map.copyOf(durable);
    }

    /** Partitions that others own now: their batches in flight no longer count. */
    void forget(Collection<TopicPartition> partitions) {
        durable.keySet().removeAll(partitions);
        open.forEach(ticket -> ticket.next.keySet().removeAll(partitions));
    }
}
