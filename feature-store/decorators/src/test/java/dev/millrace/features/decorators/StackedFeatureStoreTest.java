package dev.millrace.features.decorators;

import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreContractTest;
import dev.millrace.features.api.InMemoryFeatureStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Decorators change nothing of the contract; the view that the contract test uses is kept in memory. */
class StackedFeatureStoreTest extends FeatureStoreContractTest {
    @Override
    protected FeatureStore open() {
        return OnlineFeatures.stack(
                new InMemoryFeatureStore(),
                CircuitPolicy.DEFAULT,
                new CachePolicy(Set.of("user_stats"), Duration.ofHours(1), 10_000),
                Map.of("user_stats", Duration.ofDays(36_500)),
                FeatureStoreMetrics.NONE,
                Clock.systemUTC(),
                System::nanoTime);
    }
}
