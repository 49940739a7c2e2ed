package dev.millrace.inference.worker.features;

import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.views.Entity;
import dev.millrace.features.views.Feature;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import dev.millrace.inference.worker.head.Contract;
import dev.millrace.inference.worker.head.ModelRefusedException;
import feast.proto.types.ValueProto.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * What a model's metadata asks of the feature store: {@code millrace.features} = {@code {"input":["view:feature",...]}}, for inputs
 * that requests then do not give. Features that share their join keys are one look-up.
 */
final class ModelFeatures {
    static final String METADATA = "millrace.features";

    /** One read of the store. */
    record Group(JoinKeys joinKeys, FeatureRefs refs) {}

    /** The JSON of the metadata. */
    private static final class Wanted extends LinkedHashMap<String, List<String>> {}

    private final List<Group> groups;
    private final List<FeatureInput> inputs;

    private ModelFeatures(List<Group> groups, List<FeatureInput> inputs) {
        this.groups = List.copyOf(groups);
        this.inputs = List.copyOf(inputs);
    }

    List<Group> groups() {
        return groups;
    }

    List<FeatureInput> inputs() {
        return inputs;
    }

    /** Whether the request's input is for looking features up and not for the model. */
    boolean isJoinKey(String input) {
        return groups.stream().anyMatch(group -> group.joinKeys().contains(input));
    }

    /** @param width elements in a row of the model's input of that name where it is of floats, 0 where it is not or does not exist */
    static ModelFeatures of(Map<String, String> metadata, FeatureViews views, ToIntFunction<String> width)
            throws ModelRefusedException {
        Wanted wanted = Contract.requireJson(metadata, METADATA, Wanted.class);
        Map<Set<Entity>, Set<FeatureRef>> lookups = new LinkedHashMap<>();
        Map<String, Set<Entity>> groupOf = new HashMap<>();
        for (Map.Entry<String, List<String>> input : wanted.entrySet()) {
            for (String text : input.getValue()) {
                FeatureRef ref = ref(text);
                FeatureView view = requireView(views, ref);
                Set<Entity> entities = new LinkedHashSet<>(views.entitiesOf(view));
                requireSame(input.getKey(), groupOf, entities);
                lookups.computeIfAbsent(entities, key -> new LinkedHashSet<>()).add(ref);
            }
        }
        List<Group> groups = new ArrayList<>();
        List<Set<Entity>> order = List.copyOf(lookups.keySet());
        for (Set<Entity> entities : order) {
            groups.add(new Group(
                    new JoinKeys(List.copyOf(entities)),
                    FeatureRefs.of(List.copyOf(lookups.getOrDefault(entities, Set.of())))));
        }
        List<FeatureInput> inputs = new ArrayList<>();
        for (Map.Entry<String, List<String>> input : wanted.entrySet()) {
            int group = order.indexOf(groupOf.getOrDefault(input.getKey(), Set.of()));
            inputs.add(input(input.getKey(), input.getValue(), group, groups, views, width.applyAsInt(input.getKey())));
        }
        return new ModelFeatures(groups, inputs);
    }

    /** An input's features have one entity, so that its rows are whole vectors of it. */
    private static void requireSame(String input, Map<String, Set<Entity>> groupOf, Set<Entity> entities)
            throws ModelRefusedException {
        Set<Entity> before = groupOf.putIfAbsent(input, entities);
        if (before != null && !before.equals(entities)) {
            throw new ModelRefusedException(METADATA + ": the features of input '" + input
                    + "' have different join keys; give the model an input for each");
        }
    }

    private static FeatureInput input(
            String name, List<String> texts, int group, List<Group> groups, FeatureViews views, int width)
            throws ModelRefusedException {
        if (width == 0 || texts.isEmpty()) {
            throw new ModelRefusedException(METADATA + ": the model has no input '" + name + "' of float32[rows, "
                    + Math.max(1, texts.size()) + "] for the features " + texts);
        }
        int[] at = new int[texts.size()];
        boolean list = false;
        for (int i = 0; i < at.length; i++) {
            FeatureRef ref = ref(texts.get(i));
            at[i] = groups.get(group).refs().indexOf(ref.toString());
            list |= requireNumber(views, ref);
        }
        if (list ? at.length > 1 : at.length != width) {
            throw new ModelRefusedException(METADATA + ": a row of input '" + name + "' has " + width
                    + " elements, the features " + texts + " are "
                    + (list ? "not a single list" : at.length + ""));
        }
        return new FeatureInput(name, group, at, width, list);
    }

    private static FeatureRef ref(String text) throws ModelRefusedException {
        try {
            return FeatureRef.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ModelRefusedException(METADATA + ": " + e.getMessage());
        }
    }

    private static FeatureView requireView(FeatureViews views, FeatureRef ref) throws ModelRefusedException {
        FeatureView view = views.view(ref.view());
        if (view == null) {
            throw new ModelRefusedException(METADATA + ": view '" + ref.view() + "' is not declared; declared are "
                    + views.views().stream().map(FeatureView::name).toList());
        }
        return view;
    }

    /** Whether the feature is a list of numbers; throws where it is neither that nor a number. */
    private static boolean requireNumber(FeatureViews views, FeatureRef ref) throws ModelRefusedException {
        Feature feature = requireView(views, ref).feature(ref.feature());
        if (feature == null) {
            throw new ModelRefusedException(METADATA + ": feature '" + ref + "' is not declared");
        }
        ValueType.Enum type = feature.type();
        return switch (type) {
            case INT32, INT64, FLOAT, DOUBLE, BOOL, UNIX_TIMESTAMP -> false;
            case FLOAT_LIST, DOUBLE_LIST, INT64_LIST, INT32_LIST -> true;
            default ->
                throw new ModelRefusedException(
                        METADATA + ": feature '" + ref + "' is " + type + ", a model takes numbers");
        };
    }
}
