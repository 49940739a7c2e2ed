package dev.millrace.features.feast;

import dev.feast.Row;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.WriteResult;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The feature store behind a Feast server (ours or another that speaks {@code feast.serving}), through {@link dev.feast.FeastClient}
 * 0.38.0. Read-only: Feast's API has no writes.
 *
 * <p>Vectors come with features marked OUTSIDE_MAX_AGE where the server found so; {@link FeatureVector#aged} judges anew. The event
 * time of a view is that of its features: a row that has none of those asked for looks as if it were not there.
 */
public final class FeastFeatureStore implements FeatureStore {
    /** Rows of one call: servers bound it. */
    private static final int ROWS = 500;

    private final FeastOptions options;
    private final ChannelClient client;

    private FeastFeatureStore(FeastOptions options) {
        this.options = options;
        this.client = ChannelClient.of(options);
    }

    /** Connects with the first read, so that a process starts while the server is away. */
    public static FeastFeatureStore connect(FeastOptions options) {
        return new FeastFeatureStore(options);
    }

    /**
     * As {@link FeatureStore#read(FeatureRefs, List)}.
     *
     * @throws IllegalArgumentException where the keys are not of the same join keys, or the server refuses what is asked: it does
     *     not know a view or a feature, or a key is of another type
     * @throws UnsupportedOperationException where no feature is asked for
     */
    @Override
    public List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys) {
        if (refs.size() == 0) {
            throw new UnsupportedOperationException("Feast's API reads features: name at least one of " + refs.views());
        }
        requireSameJoinKeys(keys);
        List<String> features = refs.refs().stream().map(FeatureRef::toString).toList();
        List<FeatureVector> vectors = new ArrayList<>(keys.size());
        for (int from = 0; from < keys.size(); from += ROWS) {
            List<Row> rows = keys.subList(from, Math.min(from + ROWS, keys.size())).stream()
                    .map(FeastFeatureStore::row)
                    .toList();
            vectors.addAll(read(refs, features, rows));
        }
        return vectors;
    }

    private List<FeatureVector> read(FeatureRefs refs, List<String> features, List<Row> rows) {
        var call = new Call();
        List<Row> answers;
        try {
            answers = call.around(() -> client.getOnlineFeatures(features, rows));
        } catch (StatusRuntimeException e) {
            client.reconnectAtOnce();
            throw FeastErrors.of(toString(), e);
        }
        if (answers.size() != rows.size()) {
            throw new IllegalStateException(this + " answered " + answers.size() + " rows to " + rows.size());
        }
        var reader = new AnswerReader(refs, call.answer());
        List<FeatureVector> vectors = new ArrayList<>(rows.size());
        for (int i = 0; i < answers.size(); i++) {
            vectors.add(reader.vector(i, answers.get(i)));
        }
        return vectors;
    }

    /** The client sends a column per join key and would silently shift rows that lack one. */
    private static void requireSameJoinKeys(List<EntityKey> keys) {
        for (EntityKey key : keys) {
            Set<String> names = key.joinKeys().keySet();
            if (!names.equals(keys.get(0).joinKeys().keySet())) {
                throw new IllegalArgumentException(
                        "keys: join keys differ: " + keys.get(0).joinKeys().keySet() + " and " + names);
            }
        }
    }

    private static Row row(EntityKey key) {
        Row row = Row.create();
        key.joinKeys().forEach(row::set);
        return row;
    }

    /** Not supported. */
    @Override
    public WriteResult write(List<FeatureRow> rows) {
        throw new UnsupportedOperationException(
                "Feast's serving API cannot write: the features topic is the way into the store");
    }

    /** Whether the server answers now; waits no longer than the time-out. Whether its store answers only a read tells. */
    public boolean reachable() {
        try {
            return client.getFeastServingInfo().isInitialized();
        } catch (StatusRuntimeException e) {
            client.reconnectAtOnce();
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "Feast server " + options.host() + ":" + options.port();
    }
}
