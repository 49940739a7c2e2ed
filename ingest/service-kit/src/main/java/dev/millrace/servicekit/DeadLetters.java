package dev.millrace.servicekit;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.SourceRef;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the dead letters of one process. */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final String stage;
    private final Clock clock;

    public DeadLetters(String stage, Clock clock) {
        this.stage = stage;
        this.clock = clock;
    }

    public ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record, InvalidRecordException problem) {
        return of(record, problem.kind(), problem.reason(), 1, null);
    }

    public ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<byte[], byte[]> record,
            ErrorKind kind,
            String reason,
            int attempts,
            @Nullable String model) {
        if (LOG.isDebugEnabled()) {
            tell(record, kind, reason);
        }
        return new DeadLetter(
                        new SourceRef(record.topic(), record.partition(), record.offset()),
                        record.key(),
                        record.value(),
                        record.headers(),
                        stage,
                        kind,
                        reason,
                        attempts,
                        clock.millis(),
                        model)
                .toRecord();
    }

    /** Not by default: what spoils one record tends to spoil many, and the dead letters say it all. */
    private void tell(ConsumerRecord<byte[], byte[]> record, ErrorKind kind, String reason) {
        try (var unused = TraceLog.of(record.headers())) {
            LOG.debug(
                    "{}-{}@{} is a dead letter at {}: {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    stage,
                    kind.label(),
                    reason);
        }
    }
}
