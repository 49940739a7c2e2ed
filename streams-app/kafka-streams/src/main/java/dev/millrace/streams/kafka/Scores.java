package dev.millrace.streams.kafka;

import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.TraceParent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Reads the records of {@code anomaly-scores}. */
final class Scores {
    private Scores() {}

    /** Throws {@link InvalidRecordException} where the alert life cycle could not work with the score. */
    static AnomalyScore read(byte @Nullable [] key, byte @Nullable [] value) throws InvalidRecordException {
        if (value == null || value.length == 0) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, "the value is empty");
        }
        AnomalyScore score = AnomalyScore.CODEC.decode(value);
        requirePresent("sensorId", score.sensorId());
        requirePresent("contributions", score.contributions());
        requirePresent("model", score.model());
        requirePresent("model.name", score.model().name());
        requirePresent("model.version", score.model().version());
        requirePresent("source", score.source());
        requirePresent("features", score.features());
        requirePresent("features.values", score.features().values());
        requirePresent("timings", score.timings());
        requireFinite("score", score.score());
        requireFinite("threshold", score.threshold());
        if (key == null || !score.sensorId().equals(new String(key, StandardCharsets.UTF_8))) {
            throw new InvalidRecordException(
                    ErrorKind.MISSING_KEY, "the record key is not the value's sensorId '" + score.sensorId() + "'");
        }
        return score;
    }

    /** Kafka timestamp of the reading behind the score, as {@link #origin} has it; {@code total}: the score's timing of that name. */
    static long originTimestamp(Record<byte[], byte[]> record, double total) {
        Long given = RequestContext.originTimestamp(record.headers());
        return given == null ? record.timestamp() - Math.round(total) : given;
    }

    /** The context of the reading behind the score: from the headers, else from the score itself. */
    static RequestContext origin(AnomalyScore score, Record<byte[], byte[]> record) {
        if (RequestContext.originTimestamp(record.headers()) != null) {
            try {
                return RequestContext.read(record.headers());
            } catch (InvalidRecordException e) {
                return ofScore(score, record);
            }
        }
        return ofScore(score, record);
    }

    private static RequestContext ofScore(AnomalyScore score, Record<byte[], byte[]> record) {
        double total = score.timings().totalMillis();
        RequestContext plain =
                RequestContext.of(score.source(), record.timestamp() - Math.round(total), record.headers());
        String trace = score.traceparent();
        return new RequestContext(
                plain.source(),
                plain.originTimestamp(),
                trace != null && TraceParent.isValid(trace) ? trace : plain.traceparent(),
                score.timings());
    }

    private static void requirePresent(String field, @Nullable Object value) throws InvalidRecordException {
        if (value == null) {
            throw new InvalidRecordException(ErrorKind.MISSING_KEY, "field '" + field + "' is missing");
        }
    }

    private static void requireFinite(String field, double value) throws InvalidRecordException {
        if (!Double.isFinite(value)) {
            throw new InvalidRecordException(ErrorKind.NOT_FINITE, "field '" + field + "' is " + value);
        }
    }
}
