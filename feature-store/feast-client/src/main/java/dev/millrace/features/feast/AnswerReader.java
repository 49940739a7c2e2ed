package dev.millrace.features.feast;

import com.google.protobuf.Timestamp;
import dev.feast.Row;
import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureVector;
import feast.proto.serving.ServingAPIProto.FieldStatus;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.types.ValueProto.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes vectors of an answer: values and statuses of the client's rows, event times of the message that they were made of. */
final class AnswerReader {
    private final FeatureRefs refs;
    private final GetOnlineFeaturesResponse answer;
    /** By feature: the answer's column and what it is called there. */
    private final int[] columns;

    private final String[] names;

    AnswerReader(FeatureRefs refs, GetOnlineFeaturesResponse answer) {
        this.refs = refs;
        this.answer = answer;
        columns = new int[refs.size()];
        names = new String[refs.size()];
        Map<String, Integer> answered = new HashMap<>();
        answer.getMetadata().getFeatureNames().getValList().forEach(name -> answered.put(name, answered.size()));
        for (int i = 0; i < names.length; i++) {
            FeatureRef ref = refs.refs().get(i);
            // Java servers, ours too, answer view:feature, Go servers feature.
            names[i] = answered.containsKey(ref.toString()) ? ref.toString() : ref.feature();
            Integer column = answered.get(names[i]);
            if (column == null) {
                throw new IllegalStateException(
                        "the Feast server's answer lacks '" + ref + "'; it has " + answered.keySet());
            }
            columns[i] = column;
        }
    }

    FeatureVector vector(int index, Row row) {
        var values = new @Nullable Value[names.length];
        var eventTimes = new @Nullable Instant[refs.views().size()];
        Map<String, Duration> expired = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            FieldStatus status = row.getStatus(names[i]);
            if (status == FieldStatus.NOT_FOUND) {
                continue;
            }
            values[i] = row.getFields().get(names[i]);
            Timestamp time = answer.getResults(columns[i]).getEventTimestamps(index);
            eventTimes[refs.viewOf(i)] = Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
            if (status == FieldStatus.OUTSIDE_MAX_AGE) {
                expired.put(refs.refs().get(i).view(), Duration.ZERO);
            }
        }
        // The server has judged the ages by its own definitions; at the end of time every row of these views is too
        // old.
        return FeatureVector.of(refs, values, eventTimes).aged(expired, Instant.MAX);
    }
}
