package dev.millrace.features.decorators;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.Presence;
import dev.millrace.features.api.WriteResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Marks what is older than the time to live of its view as {@link Presence#OUTSIDE_MAX_AGE}; the values stay. */
public final class FreshFeatureStore implements FeatureStore {
    private final FeatureStore store;
    private final Map<String, Duration> timeToLive;
    private final Clock clock;

    private FreshFeatureStore(FeatureStore store, Map<String, Duration> timeToLive, Clock clock) {
        this.store = store;
        this.timeToLive = Map.copyOf(timeToLive);
        this.clock = clock;
    }

    /**
     * Wraps a store, which is closed with the wrapper.
     *
     * @param timeToLive by view; a view that is not named never ages
     */
    public static FeatureStore wrap(FeatureStore store, Map<String, Duration> timeToLive, Clock clock) {
        return new FreshFeatureStore(store, timeToLive, clock);
    }

    @Override
    public List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys) {
        List<FeatureVector> vectors = store.read(refs, keys);
        Instant now = clock.instant();
        return vectors.stream().map(vector -> vector.aged(timeToLive, now)).toList();
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
