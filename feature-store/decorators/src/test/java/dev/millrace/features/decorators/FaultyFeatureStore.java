package dev.millrace.features.decorators;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.InMemoryFeatureStore;
import dev.millrace.features.api.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A store in memory that can be away, that can be held up, and that remembers what it was asked. */
final class FaultyFeatureStore implements FeatureStore {
    private final InMemoryFeatureStore store = new InMemoryFeatureStore();
    private final List<List<EntityKey>> reads = new ArrayList<>();
    private int writes;
    private volatile boolean away;
    private volatile boolean closed;
    private volatile @Nullable CountDownLatch hold;

    @Override
    public List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys) {
        synchronized (reads) {
            reads.add(List.copyOf(keys));
        }
        List<FeatureVector> found = store.read(refs, keys);
        awaitRelease();
        requireThere();
        return found;
    }

    @Override
    public WriteResult write(List<FeatureRow> rows) {
        writes++;
        requireThere();
        return store.write(rows);
    }

    private void awaitRelease() {
        CountDownLatch latch = hold;
        try {
            if (latch != null) {
                latch.await();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void requireThere() {
        if (away) {
            throw new FeatureStoreUnavailableException("away", null);
        }
    }

    void away(boolean isAway) {
        away = isAway;
    }

    /** Holds reads up, after they have looked, until the latch is down. */
    void holdReads(CountDownLatch latch) {
        hold = latch;
    }

    /** The keys of each read so far. */
    List<List<EntityKey>> reads() {
        synchronized (reads) {
            return List.copyOf(reads);
        }
    }

    int writes() {
        return writes;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
