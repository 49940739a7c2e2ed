package dev.millrace.inference.worker.stream;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.Timings;
import dev.millrace.inference.worker.head.ModelHead;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads polled records; what cannot be read is rejected, never thrown. */
final class Decoder<Q> {
    private final ModelHead<Q> head;
    private final Clock clock;
    private final LongSupplier nanos;

    Decoder(ModelHead<Q> head, Clock clock, LongSupplier nanos) {
        this.head = head;
        this.clock = clock;
        this.nanos = nanos;
    }

    List<Incoming<Q>> decode(Iterable<ConsumerRecord<byte[], byte[]>> polled) {
        var incoming = new ArrayList<Incoming<Q>>();
        long now = Timings.micros(clock);
        long at = nanos.getAsLong();
        polled.forEach(found -> incoming.add(decode(found, now, at)));
        return incoming;
    }

    private Incoming<Q> decode(ConsumerRecord<byte[], byte[]> found, long now, long at) {
        try {
            RequestContext context = RequestContext.readOrBegin(
                    found.headers(),
                    new SourceRef(found.topic(), found.partition(), found.offset()),
                    found.timestamp());
            if (found.value() == null) {
                return new Incoming.Rejected<>(found, ErrorKind.MALFORMED, "the request is empty", 1);
            }
            Q body = head.decode(found.value());
            return new Incoming.Request<>(found, context.until(TimedStage.QUEUE, now), at, body);
        } catch (InvalidRecordException e) {
            return new Incoming.Rejected<>(found, e.kind(), e.reason(), 1);
        } catch (RuntimeException e) {
            // A reader that stumbles over odd bytes must not take the partition down with it.
            return new Incoming.Rejected<>(found, ErrorKind.MALFORMED, "the request cannot be read: " + e, 1);
        }
    }
}
