package dev.millrace.features.api;

import feast.proto.types.ValueProto.Value;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a model is given where a feature is missing or stale: a vector becomes the numbers of its input, or a refusal that says why.
 * Missing are features that are not there or NULL; stale are those {@link Presence#OUTSIDE_MAX_AGE}. Immutable.
 */
public final class FeaturePolicy {
    /** What is done about one feature. */
    public sealed interface Action {}

    /** The model gets this number instead. */
    public record UseDefault(float value) implements Action {}

    /** The model gets what there is, the old value of a stale feature and NaN for a missing one. */
    public record Mark() implements Action {}

    /** The model is not asked. */
    public record Refuse() implements Action {}

    /** What is done about a feature, by what is wrong with it. */
    public record Rule(Action missing, Action stale) {
        /** The same for both. */
        public static Rule of(Action action) {
            return new Rule(action, action);
        }
    }

    /** What became of a vector. */
    public sealed interface Outcome {}

    /**
     * Input for the model. The array is handed over, not copied.
     *
     * @param values {@code float32[features]}, by the index of {@link FeatureRefs#refs}
     * @param missing the features that were missing, whatever was put in their place
     * @param stale the features that were stale
     */
    public record Resolved(float[] values, BitSet missing, BitSet stale) implements Outcome {}

    /** Why the model cannot be asked, in words, with the first feature that is in the way. */
    public record Refused(String reason) implements Outcome {}

    private static final Action MARK = new Mark();

    private final Rule otherwise;
    private final Map<String, Rule> byView;
    private final Map<FeatureRef, Rule> byFeature;

    private FeaturePolicy(Rule otherwise, Map<String, Rule> byView, Map<FeatureRef, Rule> byFeature) {
        this.otherwise = otherwise;
        this.byView = Map.copyOf(byView);
        this.byFeature = Map.copyOf(byFeature);
    }

    /** A policy of one rule for all features. */
    public static FeaturePolicy of(Rule rule) {
        return new FeaturePolicy(rule, Map.of(), Map.of());
    }

    /** This policy with a rule for the features of a view that have none of their own. */
    public FeaturePolicy with(String view, Rule rule) {
        var views = new HashMap<>(byView);
        views.put(view, rule);
        return new FeaturePolicy(otherwise, views, byFeature);
    }

    /** This policy with a rule for one feature. */
    public FeaturePolicy with(FeatureRef feature, Rule rule) {
        var features = new HashMap<>(byFeature);
        features.put(feature, rule);
        return new FeaturePolicy(otherwise, byView, features);
    }

    /** A value that is no number (text, bytes, a list) is refused whatever the rules say. */
    public Outcome resolve(FeatureVector vector) {
        FeatureRefs refs = vector.refs();
        var values = new float[refs.size()];
        var missing = new BitSet();
        var stale = new BitSet();
        for (int i = 0; i < values.length; i++) {
            OptionalDouble number = vector.number(i);
            Value value = vector.value(i);
            if (number.isEmpty() && value != null) {
                return new Refused(refs.refs().get(i) + " is no number but " + value.getValCase());
            }
            Action action = MARK;
            // A NULL of an expired row is missing: there is no old value to fall back on.
            if (number.isEmpty()) {
                missing.set(i);
                action = rule(refs.refs().get(i)).missing();
            } else if (vector.presence(i) == Presence.OUTSIDE_MAX_AGE) {
                stale.set(i);
                action = rule(refs.refs().get(i)).stale();
            }
            if (action instanceof Refuse) {
                return new Refused(refs.refs().get(i) + " is " + problem(vector, i));
            }
            values[i] = action instanceof UseDefault given ? given.value() : (float) number.orElse(Float.NaN);
        }
        return new Resolved(values, missing, stale);
    }

    private static String problem(FeatureVector vector, int feature) {
        return switch (vector.presence(feature)) {
            case OUTSIDE_MAX_AGE -> "stale: its row is of " + vector.eventTime(feature);
            case NULL_VALUE -> "NULL in the row of " + vector.eventTime(feature);
            default ->
                vector.eventTime(feature) == null
                        ? "missing: the entity has no row in the view"
                        : "missing in the row of " + vector.eventTime(feature);
        };
    }

    private Rule rule(FeatureRef feature) {
        Rule own = byFeature.get(feature);
        return own != null ? own : byView.getOrDefault(feature.view(), otherwise);
    }
}
