package dev.millrace.features.api;

import feast.proto.types.ValueProto.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a store knows of one entity: for each feature asked for a value, its {@link Presence} and the event time of its row. */
public final class FeatureVector {
    private static final BitSet NONE = new BitSet();

    private final FeatureRefs refs;
    private final @Nullable Value[] values;
    private final @Nullable Instant[] eventTimes;
    /** Views whose row is older than their time to live. */
    private final BitSet expired;

    private FeatureVector(FeatureRefs refs, @Nullable Value[] values, @Nullable Instant[] eventTimes, BitSet expired) {
        if (values.length != refs.size() || eventTimes.length != refs.views().size()) {
            throw new IllegalArgumentException("values: " + values.length + " values and " + eventTimes.length
                    + " event times do not fit " + refs);
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null && eventTimes[refs.viewOf(i)] == null) {
                throw new IllegalArgumentException("eventTimes: missing, yet there is a value for "
                        + refs.refs().get(i));
            }
        }
        this.refs = refs;
        this.values = values;
        this.eventTimes = eventTimes;
        this.expired = expired;
    }

    /**
     * A vector as a store found it. The arrays are handed over, not copied.
     *
     * @param values by the index of {@link FeatureRefs#refs}; an unset {@link Value} is a NULL, null is not there
     * @param eventTimes by the index of {@link FeatureRefs#views}; null where the entity has no row in the view, and then no values
     */
    public static FeatureVector of(FeatureRefs refs, @Nullable Value[] values, @Nullable Instant[] eventTimes) {
        return new FeatureVector(refs, values, eventTimes, NONE);
    }

    /** The vector of an entity without a row. */
    public static FeatureVector missing(FeatureRefs refs) {
        return of(refs, new Value[refs.size()], new Instant[refs.views().size()]);
    }

    /** This vector with the features of rows that are older than their view's time to live marked {@link Presence#OUTSIDE_MAX_AGE}. */
    public FeatureVector aged(Map<String, Duration> timeToLive, Instant now) {
        var old = new BitSet();
        for (int i = 0; i < eventTimes.length; i++) {
            Duration ttl = timeToLive.get(refs.views().get(i));
            Instant time = eventTimes[i];
            if (ttl != null && time != null && time.isBefore(now.minus(ttl))) {
                old.set(i);
            }
        }
        return old.equals(expired) ? this : new FeatureVector(refs, values, eventTimes, old);
    }

    public FeatureRefs refs() {
        return refs;
    }

    /** Whether the entity has a row in each of the views. */
    public boolean found() {
        return Arrays.stream(eventTimes).allMatch(time -> time != null);
    }

    public Presence presence(int feature) {
        Value value = values[feature];
        if (value == null) {
            return Presence.NOT_FOUND;
        }
        if (expired.get(refs.viewOf(feature))) {
            return Presence.OUTSIDE_MAX_AGE;
        }
        return Values.isNull(value) ? Presence.NULL_VALUE : Presence.PRESENT;
    }

    /** As {@link FeatureRefs#indexOf} finds it. */
    public Presence presence(String feature) {
        return presence(refs.indexOf(feature));
    }

    /** The value, even where it is outside its time to live; null where it is NULL or not there: {@link #presence} tells which. */
    public @Nullable Value value(int feature) {
        Value value = values[feature];
        return value == null || Values.isNull(value) ? null : value;
    }

    public @Nullable Value value(String feature) {
        return value(refs.indexOf(feature));
    }

    /** The value as a number; empty where it is none. */
    public OptionalDouble number(int feature) {
        Value value = value(feature);
        return value == null ? OptionalDouble.empty() : Values.number(value);
    }

    public OptionalDouble number(String feature) {
        return number(refs.indexOf(feature));
    }

    /** The event time of the row that a feature is from; null where there is none. */
    public @Nullable Instant eventTime(int feature) {
        return eventTimes[refs.viewOf(feature)];
    }

    /** The event time of the view's row; null where the entity has none. */
    public @Nullable Instant eventTimeOf(String view) {
        int index = refs.views().indexOf(view);
        if (index < 0) {
            throw new IllegalArgumentException("view '" + view + "' is not among " + refs.views());
        }
        return eventTimes[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureVector that
                && refs.equals(that.refs)
                && Arrays.equals(values, that.values)
                && Arrays.equals(eventTimes, that.eventTimes)
                && expired.equals(that.expired);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(eventTimes);
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(refs.refs().get(i))
                    .append(' ')
                    .append(presence(i));
            Value value = value(i);
            if (value != null) {
                text.append(' ').append(value.toString().strip());
            }
        }
        return text.append("} of ").append(Arrays.toString(eventTimes)).toString();
    }
}
