package dev.millrace.inference.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/** One batch on its way to the broker: done when everything that it sends is acknowledged. */
final class Ticket {
    /** Per partition, the offset after the batch's last record; touched by the loop only. */
    final Map<TopicPartition, Long> next;

    final int sends;
    private final AtomicInteger open;

    Ticket(Map<TopicPartition, Long> next, int sends) {
        this.next = new HashMap<>(next);
        this.sends = sends;
        this.open = new AtomicInteger(sends);
    }

    /** Called by the producer's thread for each acknowledged record. */
    void acked() {
        open.decrementAndGet();
    }

    boolean done() {
        return open.get() == 0;
    }
}
