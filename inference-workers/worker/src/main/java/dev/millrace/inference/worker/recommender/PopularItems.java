package dev.millrace.inference.worker.recommender;

import dev.millrace.contracts.Recommendation;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.rows.ItemPopularityRow;
import dev.millrace.inference.worker.head.UnavailableException;
import feast.proto.types.ValueProto.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The most popular items as the feature view of {@link ItemPopularityRow} has them (no entity), kept for a short time. One thread at
 * a time.
 */
public final class PopularItems {
    private static final FeatureRefs FEATURES =
            FeatureRefs.of(ItemPopularityRow.VIEW, List.of(ItemPopularityRow.ITEMS, ItemPopularityRow.SCORES));

    private final FeatureStore store;
    private final long ttlNanos;
    private final LongSupplier nanos;
    private @Nullable List<Recommendation.Item> kept;
    private long keptAt;

    /** Reads {@code store} again after {@code ttl}, by the monotonic clock {@code nanos}. */
    public PopularItems(FeatureStore store, Duration ttl, LongSupplier nanos) {
        this.store = store;
        this.ttlNanos = ttl.toNanos();
        this.nanos = nanos;
    }

    /** Best first; empty where nobody has interacted with anything yet. */
    List<Recommendation.Item> current() throws UnavailableException {
        long now = nanos.getAsLong();
        if (kept == null || now - keptAt >= ttlNanos) {
            try {
                kept = items(store.read(FEATURES, EntityKey.none()));
            } catch (FeatureStoreUnavailableException e) {
                throw new UnavailableException("the feature store does not answer: " + e.getMessage(), e);
            }
            keptAt = now;
        }
        return kept;
    }

    private static List<Recommendation.Item> items(FeatureVector row) {
        Value items = row.value(ItemPopularityRow.ITEMS);
        Value scores = row.value(ItemPopularityRow.SCORES);
        if (items == null || scores == null) {
            return List.of();
        }
        List<String> ids = items.getStringListVal().getValList();
        List<Double> values = scores.getDoubleListVal().getValList();
        var list = new ArrayList<Recommendation.Item>();
        for (int i = 0; i < Math.min(ids.size(), values.size()); i++) {
            list.add(new Recommendation.Item(ids.get(i), values.get(i)));
        }
        return List.copyOf(list);
    }
}
