package dev.millrace.features.materializer;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.WriteResult;
import java.util.List;

/** A store that is away for as many writes as it was told, after which it takes half of a batch, and then all. */
final class FaultyFeatureStore implements FeatureStore {
    private final FeatureStore store;
    private int failures;

    FaultyFeatureStore(FeatureStore store) {
        this.store = store;
    }

    void failNext(int writes) {
        failures = writes;
    }

    @Override
    public List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys) {
        return store.read(refs, keys);
    }

    @Override
    public WriteResult write(List<FeatureRow> rows) {
        if (failures > 0) {
            failures--;
            if (failures == 0) {
                store.write(rows.subList(0, rows.size() / 2)); // the last failure loses the answer, not all of the rows
            }
            throw new FeatureStoreUnavailableException("told to be away", null);
        }
        return store.write(rows);
    }

    @Override
    public void close() {
        store.close();
    }
}
