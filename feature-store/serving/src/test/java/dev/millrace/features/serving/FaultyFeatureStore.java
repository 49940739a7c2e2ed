package dev.millrace.features.serving;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.InMemoryFeatureStore;
import dev.millrace.features.api.WriteResult;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store in memory that tells what was read and first does what a test wants. */
final class FaultyFeatureStore implements FeatureStore {
    private final InMemoryFeatureStore store = new InMemoryFeatureStore();
    private final List<FeatureRefs> reads = new CopyOnWriteArrayList<>();
    private volatile Runnable fault = () -> {};

    void beforeReads(Runnable doThis) {
        fault = doThis;
    }

    List<FeatureRefs> reads() {
        return reads;
    }

    @Override
    public List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys) {
        reads.add(refs);
        fault.run();
        return store.read(refs, keys);
    }

    @Override
    public WriteResult write(List<FeatureRow> rows) {
        return store.write(rows);
    }

    @Override
    public void close() {
        store.close();
    }
}
