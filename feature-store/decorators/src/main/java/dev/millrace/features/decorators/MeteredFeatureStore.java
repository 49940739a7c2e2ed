package dev.millrace.features.decorators;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.WriteResult;
import dev.millrace.features.decorators.FeatureStoreMetrics.Operation;
import java.util.List;
import java.util.function.LongSupplier;

/** Tells how long each call took and what it found. */
public final class MeteredFeatureStore implements FeatureStore {
    private final FeatureStore store;
    private final FeatureStoreMetrics metrics;
    private final LongSupplier nanos;

    private MeteredFeatureStore(FeatureStore store, FeatureStoreMetrics metrics, LongSupplier nanos) {
        this.store = store;
        this.metrics = metrics;
        this.nanos = nanos;
    }

    /** Wraps a store, which is closed with the wrapper; {@code nanos} is monotonic. */
    public static FeatureStore wrap(FeatureStore store, FeatureStoreMetrics metrics, LongSupplier nanos) {
        return new MeteredFeatureStore(store, metrics, nanos);
    }

    @Override
    public List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys) {
        long start = nanos.getAsLong();
        List<FeatureVector> vectors;
        try {
            vectors = store.read(refs, keys);
        } catch (RuntimeException e) {
            metrics.failed(Operation.READ, nanos.getAsLong() - start);
            throw e;
        }
        metrics.read(vectors, nanos.getAsLong() - start);
        return vectors;
    }

    @Override
    public WriteResult write(List<FeatureRow> rows) {
        long start = nanos.getAsLong();
        WriteResult result;
        try {
            result = store.write(rows);
        } catch (RuntimeException e) {
            metrics.failed(Operation.WRITE, nanos.getAsLong() - start);
            throw e;
        }
        metrics.written(result, nanos.getAsLong() - start);
        return result;
    }

    @Override
    public void close() {
        store.close();
    }
}
