package dev.millrace.features.materializer;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.WriteResult;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of one poll, read.
 *
 * @param rows what goes to the store
 * @param sources the record of each row, by the same index
 * @param refused what goes to dead-letters
 */
record Batch(List<FeatureRow> rows, List<ConsumerRecord<byte[], byte[]>> sources, List<Refused> refused) {
    record Refused(ConsumerRecord<byte[], byte[]> record, InvalidRecordException problem) {}

    static Batch read(Iterable<ConsumerRecord<byte[], byte[]>> records, FeatureRowReader reader, long nowMillis) {
        var batch = new Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                batch.rows.add(reader.read(record.value(), nowMillis));
                batch.sources.add(record);
            } catch (InvalidRecordException e) {
                batch.refused.add(new Refused(record, e));
            }
        }
        return batch;
    }

    /** All that goes to dead-letters, what the store refused included. */
    List<Refused> refusedWith(WriteResult result) {
        List<Refused> all = new ArrayList<>(refused);
        for (WriteResult.Rejected rejected : result.rejected()) {
            all.add(new Refused(
                    sources.get(rejected.row()), new InvalidRecordException(ErrorKind.WRONG_TYPE, rejected.reason())));
        }
        return all;
    }
}
