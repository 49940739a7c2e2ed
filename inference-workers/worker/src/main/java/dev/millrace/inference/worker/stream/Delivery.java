package dev.millrace.inference.worker.stream;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How results reach the broker: one implementation per guarantee. Used by the publisher's thread alone. */
interface Delivery extends AutoCloseable {
    /** Takes the results of one batch; the ticket is acknowledged in the ledger when all of them are durable. */
    void publish(List<ProducerRecord<byte[], byte[]>> results, Ticket ticket) throws ResultLostException;

    /** Does what is due by time. */
    void tick() throws ResultLostException;

    /** Nanoseconds until {@link #tick} has something to do; a large number where nothing is open. */
    long dueNanos();

    /** Waits for what is on its way as long as the producer's own time-outs allow. */
    @Override
    void close();
}
