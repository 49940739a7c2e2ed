package dev.millrace.inference.worker.stream;

import dev.millrace.servicekit.Agent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The last of the three threads: encodes and publishes what was run. */
public final class Publisher<Q> implements Agent {
    private final Outbox<Q> outbox;
    private final Encoder<Q> encoder;
    private final OffsetLedger ledger;
    private final Delivery delivery;
    private final long patienceNanos;

    Publisher(StreamParts<Q> parts, Encoder<Q> encoder, Delivery delivery) {
        this.outbox = parts.outbox();
        this.ledger = parts.ledger();
        this.patienceNanos = parts.idle().patience().toNanos();
        this.encoder = encoder;
        this.delivery = delivery;
    }

    @Override
    public int doWork() throws InterruptedException, ResultLostException {
        Finished<Q> batch = outbox.poll(Math.min(patienceNanos, delivery.dueNanos()));
        if (batch != null && !ledger.abandoned(batch.ticket())) {
            delivery.publish(encode(batch), batch.ticket());
        }
        delivery.tick();
        return batch == null ? 0 : 1;
    }

    /** Without what belongs to others by now: their order of a key must not be disturbed from here. */
    private List<ProducerRecord<byte[], byte[]>> encode(Finished<Q> batch) {
        Set<TopicPartition> owned = ledger.next(batch.ticket()).keySet();
        var results =
                new ArrayList<ProducerRecord<byte[], byte[]>>(batch.answers().size());
        for (Answered<Q> answered : batch.answers()) {
            if (owned.contains(answered.incoming().partition())) {
                results.add(encoder.encode(answered));
            }
        }
        if (!batch.answers().isEmpty()) {
            encoder.batchDone(batch.answers().get(0).model());
        }
        return results;
    }

    @Override
    public void close() {
        delivery.close();
    }
}
