package dev.millrace.streams.kafka;

import dev.millrace.contracts.RequestContext;
import dev.millrace.streams.core.recommend.Ask;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Records that go on: their Kafka timestamp is the time of publication, the event's own travels in the context headers. */
final class Outputs {
    /** The model that answers user-state requests. */
    static final String RECOMMENDER = "recommender";

    private Outputs() {}

    /** @param micros now, epoch microseconds */
    static Record<byte[], byte[]> request(byte[] key, Ask ask, RequestContext origin, long micros) {
        return withContext(key, ask.encode(RECOMMENDER), origin, micros);
    }

    static Record<byte[], byte[]> withContext(byte[] key, byte[] value, RequestContext origin, long micros) {
        var headers = new RecordHeaders();
        origin.write(headers);
        return new Record<>(key, value, micros / 1000, headers);
    }
}
