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

    static Record<byte[], byte[]> request(byte[] key, Ask ask, RequestContext origin, long now) {
        return withContext(key, ask.encode(RECOMMENDER), origin, now);
    }

    /** Never negative, whatever the producer's clock says. */
    static double millisSince(long origin, long now) {
        return Math.max(0.0, (double) (now - origin));
    }

    static Record<byte[], byte[]> withContext(byte[] key, byte[] value, RequestContext origin, long now) {
        var headers = new RecordHeaders();
        origin.write(headers);
        return new Record<>(key, value, now, headers);
    }
}
