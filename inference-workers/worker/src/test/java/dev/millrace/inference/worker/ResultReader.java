package dev.millrace.inference.worker;

import dev.millrace.contracts.Codec;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Everything that came on one topic, in the order of its partitions. */
final class ResultReader implements AutoCloseable {
    final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final TopicReader reader;

    ResultReader(KafkaClients kafka, String topic) {
        this.reader = new TopicReader(kafka, topic, records::add);
    }

    ResultReader await(String what, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
        Await.until(what, () -> {
            reader.doWork();
            return enough.test(records);
        });
        return this;
    }

    ResultReader await(int count) {
        return await(count + " records", found -> found.size() >= count);
    }

    <T> List<T> decode(Codec<T> codec) {
        return records.stream()
                .map(found -> {
                    try {
                        return codec.decode(found.value());
                    } catch (InvalidRecordException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    @Override
    public void close() {
        reader.close();
    }
}
