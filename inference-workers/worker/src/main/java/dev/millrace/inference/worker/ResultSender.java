package dev.millrace.inference.worker;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends results and dead letters; a send that fails for good fails the process, so that nothing of it is ever committed. */
final class ResultSender implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    ResultSender(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** The order per partition of the target is the order of the calls (idempotent producer). */
    void send(ProducerRecord<byte[], byte[]> result, Ticket ticket) {
        // The callback sees what the future would tell.
        var unused = producer.send(result, (metadata, problem) -> {
            if (problem == null) {
                ticket.acked();
            } else {
                failure.compareAndSet(null, problem);
            }
        });
    }

    /** Throws where a send failed after all the producer's own retries. */
    void requireHealthy() throws ResultLostException {
        Exception problem = failure.get();
        if (problem != null) {
            throw new ResultLostException("a result could not be written, the worker stops and begins anew", problem);
        }
    }

    boolean healthy() {
        return failure.get() == null;
    }

    @Override
    public void close() {
        producer.close();
    }
}
