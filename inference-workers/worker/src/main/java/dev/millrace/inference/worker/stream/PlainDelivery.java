package dev.millrace.inference.worker.stream;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * At-least-once: sends and acknowledges. A send that fails for good, after all the producer's own retries, fails the process, so
 * that nothing of it is ever committed. The order per partition of the target is the order of the calls (idempotent producer).
 */
final class PlainDelivery implements Delivery {
    private final Producer<byte[], byte[]> producer;
    private final OffsetLedger ledger;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    PlainDelivery(Producer<byte[], byte[]> producer, OffsetLedger ledger) {
        this.producer = producer;
        this.ledger = ledger;
    }

    @Override
    public void publish(List<ProducerRecord<byte[], byte[]>> results, Ticket ticket) throws ResultLostException {
        tick();
        ledger.sends(ticket, results.size());
        for (ProducerRecord<byte[], byte[]> result : results) {
            // The callback sees what the future would tell.
            var unused = producer.send(result, (metadata, problem) -> {
                if (problem == null) {
                    ledger.acked(ticket);
                } else {
                    failure.compareAndSet(null, problem);
                }
            });
        }
        ledger.acked(ticket);
    }

    @Override
    public void tick() throws ResultLostException {
        Exception problem = failure.get();
        if (problem != null) {
            throw new ResultLostException("a result could not be written, the worker stops and begins anew", problem);
        }
    }

    @Override
    public long dueNanos() {
        return TimeUnit.DAYS.toNanos(1);
    }

    @Override
    public void close() {
        producer.close();
    }
}
