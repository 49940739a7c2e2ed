package dev.millrace.features.feast;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.WriteResult;
import dev.millrace.features.serving.RunningServer;
import dev.millrace.features.views.Entity;
import dev.millrace.features.views.Feature;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import feast.proto.types.ValueProto.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes into a store and reads it back through a server and Feast's client. The contract's reads name views, keys and features as
 * they come; a server declares them beforehand, so each new kind of read gets a server that declares just that.
 */
final class ServedStore implements FeatureStore {
    private record Kind(FeatureRefs refs, Set<String> joinKeys) {}

    private final FeatureStore store;
    private final Map<Kind, FeastFeatureStore> readers = new HashMap<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    ServedStore(FeatureStore store) {
        this.store = store;
        open.push(store);
    }

    @Override
    public List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys) {
        if (refs.size() == 0 || keys.isEmpty()) {
            return store.read(refs, keys); // what Feast's API cannot ask
        }
        return reader(refs, keys.get(0)).read(refs, keys);
    }

    private synchronized FeastFeatureStore reader(FeatureRefs refs, EntityKey key) {
        return readers.computeIfAbsent(new Kind(refs, key.joinKeys().keySet()), kind -> start(refs, key));
    }

    private FeastFeatureStore start(FeatureRefs refs, EntityKey key) {
        try {
            RunningServer server = RunningServer.open(store, declared(refs, key));
            open.push(server);
            var reader = FeastFeatureStore.connect(FeastOptions.of("127.0.0.1", server.port()));
            open.push(reader);
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FeatureViews declared(FeatureRefs refs, EntityKey key) {
        List<Entity> entities = key.equals(EntityKey.none())
                ? List.of()
                : key.joinKeys().entrySet().stream()
                        .map(joinKey -> new Entity(
                                joinKey.getKey(),
                                joinKey.getKey(),
                                joinKey.getValue().hasStringVal() ? ValueType.Enum.STRING : ValueType.Enum.INT64,
                                ""))
                        .toList();
        List<String> names = entities.stream().map(Entity::name).toList();
        List<FeatureView> views = refs.views().stream()
                .map(view -> new FeatureView(view, names, features(refs, view), null, "", ""))
                .toList();
        return new FeatureViews("contract", entities, views, List.of());
    }

    private static List<Feature> features(FeatureRefs refs, String view) {
        return refs.refs().stream()
                .filter(ref -> ref.view().equals(view))
                .map(FeatureRef::feature)
                .map(name -> new Feature(name, type(name), ""))
                .toList();
    }

    /** The contract's features by name. */
    private static ValueType.Enum type(String feature) {
        return switch (feature) {
            case "double" -> ValueType.Enum.DOUBLE;
            case "list" -> ValueType.Enum.FLOAT_LIST;
            case "text" -> ValueType.Enum.STRING;
            default -> feature.matches("f\\d+") ? ValueType.Enum.STRING : ValueType.Enum.INT64;
        };
    }

    @Override
    public WriteResult write(List<FeatureRow> rows) {
        return store.write(rows);
    }

    @Override
    public void close() {
        try {
            while (!open.isEmpty()) {
                open.pop().close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
