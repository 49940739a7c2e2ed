package dev.millrace.features.rows;

import com.google.protobuf.Timestamp;
import dev.millrace.contracts.features.FeatureRow;
import feast.proto.types.ValueProto.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a generated class collects of one row: always whole, because a feature that nobody sets is NULL. */
final class RowParts {
    private final FeatureRow.Builder row;
    private final List<String> names = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();

    RowParts(String view, Instant eventTime) {
        row = FeatureRow.newBuilder()
                .setFeatureView(view)
                .setEventTime(Timestamp.newBuilder()
                        .setSeconds(eventTime.getEpochSecond())
                        .setNanos(eventTime.getNano()));
    }

    void joinKey(String name, Value value) {
        row.addJoinKeys(FeatureRow.JoinKey.newBuilder().setName(name).setValue(value));
    }

    /** Declares the next feature; {@link #set} knows it by its index. */
    void feature(String name) {
        names.add(name);
        values.add(Cells.NULL);
    }

    void set(int feature, Value value) {
        values.set(feature, value);
    }

    FeatureRow build() {
        FeatureRow.Builder whole = row.clone();
        for (int i = 0; i < names.size(); i++) {
            whole.addFeatures(
                    FeatureRow.Feature.newBuilder().setName(names.get(i)).setValue(values.get(i)));
        }
        return whole.build();
    }
}
