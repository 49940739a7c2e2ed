package dev.millrace.inference.worker.stream;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * One batch between the queue and the broker.
 *
 * <pre>
 *   running ──sends(n)──▶ publishing ──n × acked──▶ done
 *      └───────── abandoned: its partition was given away, or its transaction was aborted
 * </pre>
 *
 * <p>Guarded by its ledger's lock.
 */
final class Ticket {
    /** Per partition, the offset after the batch's last record; without the partitions that were given away meanwhile. */
    final Map<TopicPartition, Long> next;

    final int records;

    /** Acknowledgements that are missing; one more than the sends as long as these are not known. */
    int open = 1;

    boolean abandoned;

    Ticket(Map<TopicPartition, Long> next, int records) {
        this.next = new HashMap<>(next);
        this.records = records;
    }

    boolean done() {
        return open == 0 || abandoned;
    }
}
