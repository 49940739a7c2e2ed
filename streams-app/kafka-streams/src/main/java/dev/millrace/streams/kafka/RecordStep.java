package dev.millrace.streams.kafka;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.SourceRef;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** What a stage does with one record; it may throw, {@link GuardedProcessor} sees to the rest. */
interface RecordStep {
    default void init(ProcessorContext<byte[], byte[]> context) {}

    /** {@code record} may have a null key or value. Must not change its headers: a dead letter carries the original ones. */
    void process(Record<byte[], byte[]> record, SourceRef source) throws InvalidRecordException;
}
