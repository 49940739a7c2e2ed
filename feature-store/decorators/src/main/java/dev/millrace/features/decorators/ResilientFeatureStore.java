package dev.millrace.features.decorators;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.WriteResult;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * Leaves a store alone that is away: once too many calls have failed, further ones fail at once instead of after their time-out,
 * so that its callers do not pile up. Only {@link FeatureStoreUnavailableException} is a failure. Reads and writes have circuits
 * of their own: a store that takes no writes may still be read.
 */
public final class ResilientFeatureStore implements FeatureStore {
    private final FeatureStore store;
    private final CircuitBreaker reads;
    private final CircuitBreaker writes;

    private ResilientFeatureStore(FeatureStore store, CircuitPolicy policy, Clock clock) {
        var config = CircuitBreakerConfig.custom()
                .slidingWindowSize(policy.calls())
                .minimumNumberOfCalls(policy.calls())
                .failureRateThreshold((float) (100 * policy.failures()))
                .waitDurationInOpenState(policy.open())
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordException(FeatureStoreUnavailableException.class::isInstance)
                .clock(clock)
                .build();
        this.store = store;
        reads = CircuitBreaker.of("reads", config);
        writes = CircuitBreaker.of("writes", config);
    }

    /** Wraps a store, which is closed with the wrapper. */
    public static FeatureStore wrap(FeatureStore store, CircuitPolicy policy, Clock clock) {
        return new ResilientFeatureStore(store, policy, clock);
    }

    @Override
    public List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys) {
        return through(reads, () -> store.read(refs, keys));
    }

    @Override
    public WriteResult write(List<FeatureRow> rows) {
        return through(writes, () -> store.write(rows));
    }

    private static <T> T through(CircuitBreaker circuit, Supplier<T> call) {
        try {
            return circuit.executeSupplier(call);
        } catch (CallNotPermittedException e) {
            throw new FeatureStoreUnavailableException(
                    "the feature store failed too often; its " + circuit.getName() + " are tried again soon", e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
