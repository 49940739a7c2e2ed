package dev.millrace.features.decorators;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.WriteResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Keeps vectors of some views in memory, for a bounded time and in bounded number; absent entities are kept too. A read over any
 * other view goes to the store as it is.
 *
 * <p>What a batch misses is read in one batch. Threads that miss the same vector at the same time wait for one read instead of
 * making one each. A write through this store forgets what it changes; writes of others are seen when the time is up. The bound on
 * staleness counts from the end of the read.
 */
public final class CachedFeatureStore implements FeatureStore {
    /** Sets of features whose vectors a write can find; should callers ask for more, a write forgets everything. */
    private static final int KNOWN = 100;

    private record Id(FeatureRefs refs, EntityKey key) {}

    private final FeatureStore store;
    private final CachePolicy policy;
    private final FeatureStoreMetrics metrics;
    private final AsyncCache<Id, FeatureVector> vectors;
    private final Set<FeatureRefs> known = ConcurrentHashMap.newKeySet();

    private CachedFeatureStore(
            FeatureStore store, CachePolicy policy, FeatureStoreMetrics metrics, LongSupplier nanos) {
        this.store = store;
        this.policy = policy;
        this.metrics = metrics;
        vectors = Caffeine.newBuilder()
                .maximumSize(policy.maxEntries())
                .expireAfterWrite(policy.maxStaleness())
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .buildAsync();
    }

    /** Wraps a store, which is closed with the wrapper; {@code nanos} is monotonic. */
    public static FeatureStore wrap(
            FeatureStore store, CachePolicy policy, FeatureStoreMetrics metrics, LongSupplier nanos) {
        return new CachedFeatureStore(store, policy, metrics, nanos);
    }

    @Override
    public List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys) {
        if (keys.isEmpty() || !policy.views().containsAll(refs.views())) {
            return store.read(refs, keys);
        }
        if (known.size() < KNOWN) {
            known.add(refs);
        }
        Set<Id> ids = new HashSet<>();
        keys.forEach(key -> ids.add(new Id(refs, key)));
        int[] missed = new int[1];
        var found = vectors.getAll(ids, (misses, executor) -> {
            missed[0] = misses.size();
            try {
                return CompletableFuture.completedFuture(load(refs, misses));
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(new LoadFailed(e));
            }
        });
        Map<Id, FeatureVector> byId = join(found);
        metrics.cached(ids.size() - missed[0], missed[0]);
        return keys.stream().map(key -> byId.get(new Id(refs, key))).toList();
    }

    private Map<Id, FeatureVector> load(FeatureRefs refs, Set<? extends Id> misses) {
        List<Id> ids = new ArrayList<>(misses);
        List<FeatureVector> read = store.read(refs, ids.stream().map(Id::key).toList());
        Map<Id, FeatureVector> loaded = new HashMap<>();
        for (int i = 0; i < read.size(); i++) {
            loaded.put(ids.get(i), read.get(i));
        }
        return loaded;
    }

    /** A read that another thread made for this one may have failed: its error is this one's. */
    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LoadFailed failed ? failed.reason : e;
        }
    }

    /** Caffeine logs every failure of a load but a time-out; ours are told to the callers, who may be many while a store is away. */
    private static final class LoadFailed extends TimeoutException {
        private static final long serialVersionUID = 1L;

        private final RuntimeException reason;

        LoadFailed(RuntimeException reason) {
            super("a read for the cache failed");
            this.reason = reason;
        }
    }

    @Override
    public WriteResult write(List<FeatureRow> rows) {
        try {
            return store.write(rows);
        } finally {
            forget(rows); // after a failure too: any of the rows may have been written
        }
    }

    private void forget(List<FeatureRow> rows) {
        if (known.size() >= KNOWN) {
            vectors.synchronous().invalidateAll();
            return;
        }
        for (FeatureRow row : rows) {
            if (policy.views().contains(row.getFeatureView())) {
                EntityKey key = EntityKey.of(row);
                for (FeatureRefs refs : known) {
                    if (refs.views().contains(row.getFeatureView())) {
                        vectors.synchronous().invalidate(new Id(refs, key));
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
