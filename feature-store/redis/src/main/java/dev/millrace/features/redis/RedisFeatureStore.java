package dev.millrace.features.redis;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.WriteResult;
import java.util.List;

/**
 * The feature store on one Redis server (6.2 or later), readable and writable by Feast (entity key serialization version 3).
 *
 * <p>One hash per entity and project holds the rows of all its views: Feast's {@code sdk/python/feast/infra/online_stores/redis.py}.
 * One script call or HMGET per entity, each on a single key, pipelined per batch over one shared connection.
 */
public final class RedisFeatureStore implements FeatureStore {
    /** A read that finds nothing, yet needs all that a read needs. */
    private static final FeatureRefs NOTHING = FeatureRefs.of("reachable", List.of());

    private final RedisConnector connector;
    private final RowWriter writer;
    private final VectorReader reader;

    private RedisFeatureStore(RedisStoreOptions options) {
        connector = new RedisConnector(options);
        var pipeline = new Pipeline(connector, options.timeout());
        writer = new RowWriter(pipeline, options);
        reader = new VectorReader(pipeline, options);
    }

    /** With default options: {@link #connect(RedisStoreOptions)}. */
    public static RedisFeatureStore connect(String uri, String project) {
        return connect(RedisStoreOptions.of(uri, project));
    }

    /**
     * Opens a store. The connection is made at first use, so that a process starts while Redis is away; a lost connection fails the
     * calls in flight with {@link FeatureStoreUnavailableException}, and the next call connects again.
     */
    public static RedisFeatureStore connect(RedisStoreOptions options) {
        return new RedisFeatureStore(options);
    }

    @Override
    public List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys) {
        return reader.read(refs, keys);
    }

    @Override
    public WriteResult write(List<FeatureRow> rows) {
        return writer.write(rows);
    }

    /** Whether Redis lets this store read now; waits no longer than the time-out. */
    public boolean reachable() {
        try {
            var unused = reader.read(NOTHING, List.of(EntityKey.none()));
            return true;
        } catch (FeatureStoreUnavailableException e) {
            return false;
        }
    }

    @Override
    public void close() {
        connector.close();
    }
}
