package dev.millrace.inference.worker.stream;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.inference.worker.head.ModelHead;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads polled records; what cannot be read is rejected, never thrown. */
final class Decoder<Q> {
    private final ModelHead<Q> head;
    private final Clock clock;

    Decoder(ModelHead<Q> head, Clock clock) {
        this.head = head;
        this.clock = clock;
    }

    List<Incoming<Q>> decode(Iterable<ConsumerRecord<byte[], byte[]>> polled) {
        var incoming = new ArrayList<Incoming<Q>>();
        long now = clock.millis();
        polled.forEach(found -> incoming.add(decode(found, now)));
        return incoming;
    }

    private Incoming<Q> decode(ConsumerRecord<byte[], byte[]> found, long now) {
        try {
            RequestContext context = RequestContext.readOrBegin(
                    found.headers(),
                    new SourceRef(found.topic(), found.partition(), found.offset()),
                    found.timestamp());
            if (found.value() == null) {
                return new Incoming.Rejected<>(found, ErrorKind.MALFORMED, "the request is empty", 1);
            }
            Q body = head.decode(found.value());
            return new Incoming.Request<>(
                    found, context.with("queue", (double) Math.max(0, now - found.timestamp())), body);
        } catch (InvalidRecordException e) {
            return new Incoming.Rejected<>(found, e.kind(), e.reason(), 1);
        } catch (RuntimeException e) {
            // A reader that stumbles over odd bytes must not take the partition down with it.
            return new Incoming.Rejected<>(found, ErrorKind.MALFORMED, "the request cannot be read: " + e, 1);
        }
    }
}
