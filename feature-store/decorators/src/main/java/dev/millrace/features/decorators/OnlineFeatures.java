package dev.millrace.features.decorators;

import dev.millrace.features.api.FeatureStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a process that answers requests reads features. Metrics are outermost, so that they tell what the caller sees; freshness is
 * outside the cache, so that what is kept in memory ages too; an answer from memory needs no closed circuit.
 */
public final class OnlineFeatures {
    private OnlineFeatures() {}

    /**
     * Stacks the decorators around a store, which is closed with them.
     *
     * @param timeToLive by view
     * @param cache null: nothing is kept in memory
     * @param nanos monotonic
     */
    public static FeatureStore stack(
            FeatureStore store,
            CircuitPolicy circuit,
            @Nullable CachePolicy cache,
            Map<String, Duration> timeToLive,
            FeatureStoreMetrics metrics,
            Clock clock,
            LongSupplier nanos) {
        FeatureStore stacked = ResilientFeatureStore.wrap(store, circuit, clock);
        if (cache != null) {
            stacked = CachedFeatureStore.wrap(stacked, cache, metrics, nanos);
        }
        stacked = FreshFeatureStore.wrap(stacked, timeToLive, clock);
        return MeteredFeatureStore.wrap(stacked, metrics, nanos);
    }
}
