package dev.millrace.features.api;

import com.google.protobuf.Timestamp;
import dev.millrace.contracts.features.FeatureRow;
import feast.proto.types.ValueProto.Value;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Rows for tests. */
public final class Rows {
    private Rows() {}

    public static FeatureRow row(String view, EntityKey key, Instant eventTime, Map<String, Value> features) {
        var row = FeatureRow.newBuilder().setFeatureView(view).setEventTime(timestamp(eventTime));
        key.joinKeys()
                .forEach((name, value) -> row.addJoinKeysBuilder().setName(name).setValue(value));
        new TreeMap<>(features)
                .forEach((name, value) -> row.addFeaturesBuilder().setName(name).setValue(value));
        return row.build();
    }

    /** What a store should have found: the features of {@code values}, in the order of {@code refs}. */
    public static FeatureVector vector(FeatureRefs refs, Map<String, Value> values, Instant eventTime) {
        Value[] found =
                refs.refs().stream().map(ref -> values.get(ref.feature())).toArray(Value[]::new);
        return FeatureVector.of(refs, found, new Instant[] {eventTime});
    }

    public static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
