package dev.millrace.features.api;

import dev.millrace.contracts.features.FeatureRow;
import java.util.List;

/**
 * The online store: the newest row per feature view and entity. Safe for concurrent use.
 *
 * <p>The order that counts is event time: a row replaces the stored one only where its event time is later (equal is stale), for
 * any number of writers. A feature that a row omits keeps its earlier value under the new event time, as in Feast: write whole rows.
 */
public interface FeatureStore extends AutoCloseable {
    /**
     * Reads a batch over all the views of {@code refs}: one vector per key, in the order of the keys; a missing entity gives
     * {@link FeatureVector#missing}.
     *
     * @throws FeatureStoreUnavailableException where the store does not answer: retry later
     */
    List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys);

    default FeatureVector read(FeatureRefs refs, EntityKey key) {
        return read(refs, List.of(key)).get(0);
    }

    /**
     * Writes a batch; each row is written wholly or not at all. When this returns, the store has answered for every row.
     *
     * @throws FeatureStoreUnavailableException where the store does not answer: any of the rows may have been written, and writing
     *     all of them again is safe
     * @throws IllegalArgumentException where a row is not a {@link FeatureRows#require valid row}; then nothing is written
     */
    WriteResult write(List<FeatureRow> rows);

    @Override
    void close();
}
