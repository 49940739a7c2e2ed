package dev.millrace.inference.worker.features;

import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.Presence;
import dev.millrace.features.api.Values;
import dev.millrace.inference.worker.features.FeaturePolicy.Action;
import feast.proto.types.ValueProto.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns the vectors of one request into the rows of its inputs, and notes what was missing or stale. */
final class Filler {
    static final String MISSING = "features.missing";
    static final String STALE = "features.stale";

    private final FeaturePolicy policy;
    private final TreeSet<String> missing = new TreeSet<>();
    private final TreeSet<String> stale = new TreeSet<>();
    private @Nullable String refusal;

    Filler(FeaturePolicy policy) {
        this.policy = policy;
    }

    /** {@code float32[vectors, width]}, row by row. */
    float[] fill(FeatureInput input, List<FeatureVector> vectors) {
        float[] rows = new float[vectors.size() * input.width()];
        for (int row = 0; row < vectors.size(); row++) {
            fill(input, vectors.get(row), rows, row * input.width());
        }
        return rows;
    }

    private void fill(FeatureInput input, FeatureVector vector, float[] rows, int at) {
        if (input.list()) {
            fillList(input, vector, rows, at);
            return;
        }
        for (int i = 0; i < input.at().length; i++) {
            int feature = input.at()[i];
            OptionalDouble number = vector.number(feature);
            Presence presence = number.isEmpty() ? Presence.NOT_FOUND : vector.presence(feature);
            boolean given = presence == Presence.PRESENT || keep(vector, feature, presence);
            rows[at + i] = given && number.isPresent() ? (float) number.getAsDouble() : policy.otherwise();
        }
    }

    private void fillList(FeatureInput input, FeatureVector vector, float[] rows, int at) {
        int feature = input.at()[0];
        Value value = vector.value(feature);
        double[] numbers = value == null ? new double[0] : Values.numbers(value);
        if (value != null && numbers.length != input.width()) {
            refusal = "feature " + vector.refs().refs().get(feature) + " has " + numbers.length + " numbers, input '"
                    + input.name() + "' takes " + input.width();
        }
        Presence presence = numbers.length == input.width() ? vector.presence(feature) : Presence.NOT_FOUND;
        boolean given = presence == Presence.PRESENT || keep(vector, feature, presence);
        for (int i = 0; i < input.width(); i++) {
            rows[at + i] = given && i < numbers.length ? (float) numbers[i] : policy.otherwise();
        }
    }

    /** Whether a value that is not simply present goes to the model; notes it. */
    private boolean keep(FeatureVector vector, int feature, Presence presence) {
        Action action = policy.about(presence);
        String name = vector.refs().refs().get(feature).toString();
        boolean old = presence == Presence.OUTSIDE_MAX_AGE;
        switch (action) {
            case DEFAULT -> {
                return false;
            }
            case MARK -> (old ? stale : missing).add(name);
            case REFUSE ->
                refusal =
                        "feature " + name + (old ? " is of " + vector.eventTime(feature) + ", too old" : " is missing");
        }
        return old;
    }

    /** Why the request must not be answered; null where it may. */
    @Nullable
    String refusal() {
        return refusal;
    }

    Map<String, String> notes() {
        Map<String, String> notes = new HashMap<>();
        if (!missing.isEmpty()) {
            notes.put(MISSING, String.join(",", missing));
        }
        if (!stale.isEmpty()) {
            notes.put(STALE, String.join(",", stale));
        }
        return notes;
    }
}
