package dev.millrace.features.decorators;

import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.WriteResult;
import java.util.List;

/** What a feature store's decorators tell. */
public interface FeatureStoreMetrics {
    /** Tells nobody. */
    FeatureStoreMetrics NONE = new FeatureStoreMetrics() {
        @Override
        public void read(List<FeatureVector> vectors, long nanos) {
            // nobody asks
        }

        @Override
        public void written(WriteResult result, long nanos) {
            // nobody asks
        }

        @Override
        public void failed(Operation operation, long nanos) {
            // nobody asks
        }

        @Override
        public void cached(int hits, int misses) {
            // nobody asks
        }
    };

    /** What was asked of the store. */
    enum Operation {
        READ,
        WRITE
    }

    /** A batch was read. */
    void read(List<FeatureVector> vectors, long nanos);

    /** A batch was written. */
    void written(WriteResult result, long nanos);

    /** A call ended with an exception. */
    void failed(Operation operation, long nanos);

    /** Of the entities of a read so many were in memory, and so many were not. */
    void cached(int hits, int misses);
}
