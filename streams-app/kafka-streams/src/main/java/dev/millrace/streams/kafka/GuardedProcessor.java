package dev.millrace.streams.kafka;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.SourceRef;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Runs a step so that no single record can stop the thread: what the step refuses, or fails on, becomes a dead letter. Failures
 * of Kafka Streams itself (all of them {@link KafkaException}) pass through, because they are about the process and not the
 * record.
 */
final class GuardedProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final Stage stage;
    private final RecordStep step;
    private final DeadLetterRecords deadLetters;
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before the first record
    private GuardedProcessor(Stage stage, RecordStep step) {
        this.stage = stage;
        this.step = step;
        this.deadLetters = new DeadLetterRecords(stage.name(), stage.clock());
    }

    static ProcessorSupplier<byte[], byte[], byte[], byte[]> wrap(Stage stage, Supplier<RecordStep> step) {
        return () -> new GuardedProcessor(stage, step.get());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        step.init(newContext);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException(stage.name() + " has a record without a position"));
        var source = new SourceRef(at.topic(), at.partition(), at.offset());
        try {
            step.process(record, source);
        } catch (InvalidRecordException e) {
            refuse(record, source, e.kind(), e.reason());
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            refuse(record, source, ErrorKind.MALFORMED, "the record could not be processed: " + e);
        }
    }

    private void refuse(Record<byte[], byte[]> record, SourceRef source, ErrorKind kind, String reason) {
        context.forward(deadLetters.of(record, source, kind, reason), stage.deadLetterSink());
        stage.metrics().deadLetter(stage.name(), kind);
    }
}
