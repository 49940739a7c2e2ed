package dev.millrace.servicekit;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.SourceRef;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes the dead letters of one process. */
public final class DeadLetters {
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
}
