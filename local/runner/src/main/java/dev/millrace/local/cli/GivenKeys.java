package dev.millrace.local.cli;

import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.Values;
import dev.millrace.features.views.Entity;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import feast.proto.types.ValueProto.Value;
import feast.proto.types.ValueProto.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Join keys from the command line, typed as their entities are declared. */
final class GivenKeys {
    private final FeatureViews declared;
    private final Map<String, Value> values = new HashMap<>();

    /** Throws {@link IllegalArgumentException} where a key is not declared or its value has another type. */
    GivenKeys(FeatureViews declared, Map<String, String> given) {
        this.declared = declared;
        Map<String, Entity> entities =
                declared.entities().stream().collect(Collectors.toMap(Entity::joinKey, entity -> entity));
        given.forEach((name, text) -> {
            Entity entity = entities.get(name);
            if (entity == null) {
                throw new IllegalArgumentException("'" + name + "' is no join key; declared are "
                        + declared.entities().stream().map(Entity::joinKey).toList());
            }
            values.put(name, value(entity, text));
        });
    }

    private static Value value(Entity entity, String text) {
        if (entity.type() == ValueType.Enum.STRING) {
            return Values.text(text);
        }
        try {
            return Values.int64(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(entity.joinKey() + ": '" + text + "' is no whole number", e);
        }
    }

    /** The views whose join keys are given; {@link IllegalArgumentException} where there are none. */
    List<FeatureView> views() {
        List<FeatureView> views = declared.views().stream()
                .filter(view -> view.entities().isEmpty() == values.isEmpty())
                .filter(view -> values.keySet().containsAll(joinKeys(view)))
                .toList();
        if (views.isEmpty()) {
            throw new IllegalArgumentException("no view has its features by " + values.keySet()
                    + ": `millrace features list` shows the join keys of each");
        }
        return views;
    }

    void require(FeatureView view) {
        if (!values.keySet().containsAll(joinKeys(view))) {
            throw new IllegalArgumentException("view '" + view.name() + "' needs the join keys " + joinKeys(view)
                    + ", given are " + values.keySet());
        }
    }

    EntityKey of(FeatureView view) {
        Set<String> joinKeys = joinKeys(view);
        if (joinKeys.isEmpty()) {
            return EntityKey.none();
        }
        Map<String, Value> key = new HashMap<>(values);
        key.keySet().retainAll(joinKeys);
        return EntityKey.of(key);
    }

    private Set<String> joinKeys(FeatureView view) {
        return declared.entitiesOf(view).stream().map(Entity::joinKey).collect(Collectors.toSet());
    }
}
