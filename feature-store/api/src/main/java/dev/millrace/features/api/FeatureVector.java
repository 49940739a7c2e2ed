package dev.millrace.features.api;

import feast.proto.types.ValueProto.Value;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Features of one view for one entity.
 *
 * @param values by feature name, those asked for that the row has; an unset {@link Value} is a NULL
 * @param eventTime of the row; null where the entity has no row, and then there are no values
 */
public record FeatureVector(Map<String, Value> values, @Nullable Instant eventTime) {
    private static final FeatureVector MISSING = new FeatureVector(Map.of(), null);

    public FeatureVector {
        values = Map.copyOf(values);
        if (eventTime == null && !values.isEmpty()) {
            throw new IllegalArgumentException("eventTime: missing, yet there are values for " + values.keySet());
        }
    }

    /** The vector of an entity without a row. */
    public static FeatureVector missing() {
        return MISSING;
    }

    /** Whether the entity has a row in the view. */
    public boolean found() {
        return eventTime != null;
    }

    /** The value, or null where it is NULL or not there: {@link #presence} tells which. */
    public @Nullable Value value(String feature) {
        Value value = values.get(feature);
        return value == null || isNull(value) ? null : value;
    }

    /** The value as a number; empty where it is none. */
    public OptionalDouble number(String feature) {
        Value value = value(feature);
        return value == null ? OptionalDouble.empty() : Values.number(value);
    }

    public Presence presence(String feature) {
        Value value = values.get(feature);
        if (value == null) {
            return Presence.NOT_FOUND;
        }
        return isNull(value) ? Presence.NULL_VALUE : Presence.PRESENT;
    }

    private static boolean isNull(Value value) {
        return switch (value.getValCase()) {
            case VAL_NOT_SET, NULL_VAL -> true;
            default -> false;
        };
    }
}
