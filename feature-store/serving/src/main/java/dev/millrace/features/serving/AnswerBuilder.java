package dev.millrace.features.serving;

import com.google.protobuf.Timestamp;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.Presence;
import dev.millrace.features.serving.ReadPlan.Group;
import feast.proto.serving.ServingAPIProto.FieldStatus;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.types.ValueProto.Value;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns vectors, one per row, into Feast's columns, one per feature. As in Feast's Java server a feature that is not there has an
 * unset value and the time 0, and a value of another type than declared counts as not there: a client that reads it by the declared
 * type would silently get 0.
 */
final class AnswerBuilder {
    private static final Value NO_VALUE = Value.getDefaultInstance();
    private static final Timestamp NO_TIME = Timestamp.getDefaultInstance();

    private final GetOnlineFeaturesResponse.Builder response = GetOnlineFeaturesResponse.newBuilder();
    private final int rows;
    private final Map<FieldStatus, Integer> statuses = new EnumMap<>(FieldStatus.class);
    private int mistyped;

    AnswerBuilder(ReadPlan plan, int rows) {
        this.rows = rows;
        response.getMetadataBuilder().getFeatureNamesBuilder().addAllVal(plan.names());
        plan.names().forEach(name -> response.addResultsBuilder());
    }

    /** Fills the columns of one group; {@code vectors} has one per row. */
    void add(Group group, List<FeatureVector> vectors) {
        Timestamp[][] times =
                vectors.stream().map(vector -> times(group, vector)).toArray(Timestamp[][]::new);
        for (int feature = 0; feature < group.refs().size(); feature++) {
            var column = response.getResultsBuilder(group.columns().get(feature));
            for (int row = 0; row < vectors.size(); row++) {
                FeatureVector vector = vectors.get(row);
                Presence presence = presence(group, vector, feature);
                Value value = presence == Presence.NOT_FOUND ? null : vector.value(feature);
                column.addValues(value == null ? NO_VALUE : value);
                FieldStatus status = status(presence);
                column.addStatuses(status);
                column.addEventTimestamps(
                        presence == Presence.NOT_FOUND
                                ? NO_TIME
                                : times[row][group.refs().viewOf(feature)]);
                statuses.merge(status, 1, Integer::sum);
            }
        }
    }

    private Presence presence(Group group, FeatureVector vector, int feature) {
        Value value = vector.value(feature);
        if (value != null && value.getValCase() != group.types().get(feature)) {
            mistyped++;
            return Presence.NOT_FOUND;
        }
        return vector.presence(feature);
    }

    private static Timestamp[] times(Group group, FeatureVector vector) {
        return group.refs().views().stream()
                .map(view -> timestamp(vector.eventTimeOf(view)))
                .toArray(Timestamp[]::new);
    }

    private static Timestamp timestamp(@Nullable Instant time) {
        return time == null
                ? NO_TIME
                : Timestamp.newBuilder()
                        .setSeconds(time.getEpochSecond())
                        .setNanos(time.getNano())
                        .build();
    }

    private static FieldStatus status(Presence presence) {
        return switch (presence) {
            case PRESENT -> FieldStatus.PRESENT;
            case NULL_VALUE -> FieldStatus.NULL_VALUE;
            case NOT_FOUND -> FieldStatus.NOT_FOUND;
            case OUTSIDE_MAX_AGE -> FieldStatus.OUTSIDE_MAX_AGE;
        };
    }

    Answer build() {
        return new Answer(response.build(), rows, statuses, mistyped);
    }
}
