package dev.millrace.features.decorators;

import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.WriteResult;
import dev.millrace.telemetry.catalog.RedisMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Times of the commands of a store on Redis, a batch as one: for the innermost decorator, below cache and breaker. Lettuce would time each
 * command of a batch, which showed in the slowest reads.
 */
public final class RedisTimes implements FeatureStoreMetrics {
    private final Timer reads;
    private final Timer writes;

    public RedisTimes(MeterRegistry registry) {
        reads = RedisMetrics.COMMANDS.timer(registry, "read");
        writes = RedisMetrics.COMMANDS.timer(registry, "write");
    }

    @Override
    public void read(List<FeatureVector> vectors, long nanos) {
        reads.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void written(WriteResult result, long nanos) {
        writes.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void failed(Operation operation, long nanos) {
        (operation == Operation.READ ? reads : writes).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void cached(int hits, int misses) {
        // there is no cache below
    }
}
