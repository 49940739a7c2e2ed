package dev.millrace.features.materializer;

import dev.millrace.features.api.WriteResult;
import dev.millrace.telemetry.catalog.StoreMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** The metrics of the materializer in {@link StoreMetrics}. */
final class MicrometerMetrics implements MaterializerMetrics {
    private static final long CAUGHT_UP = Long.MAX_VALUE;

    private final Counter written;
    private final Counter stale;
    private final Counter refused;
    private final Counter storeAway;
    private final AtomicLong behindSince = new AtomicLong(CAUGHT_UP);

    MicrometerMetrics(MeterRegistry registry, Clock clock) {
        written = StoreMetrics.MATERIALIZED.counter(registry, "written");
        stale = StoreMetrics.MATERIALIZED.counter(registry, "stale");
        refused = StoreMetrics.MATERIALIZED.counter(registry, "refused");
        storeAway = StoreMetrics.STORE_AWAY.counter(registry);
        StoreMetrics.BEHIND.gauge(registry, () -> secondsSince(behindSince.get(), clock));
    }

    private static double secondsSince(long millis, Clock clock) {
        return millis == CAUGHT_UP ? 0 : Math.max(0, clock.millis() - millis) / 1000.0;
    }

    @Override
    public void stored(WriteResult result, int refusedRecords) {
        written.increment(result.written());
        stale.increment(result.stale());
        refused.increment(refusedRecords);
    }

    @Override
    public void storeAway() {
        storeAway.increment();
    }

    @Override
    public void behindSince(long kafkaMillis) {
        behindSince.set(kafkaMillis);
    }

    @Override
    public void caughtUp() {
        behindSince.set(CAUGHT_UP);
    }
}
