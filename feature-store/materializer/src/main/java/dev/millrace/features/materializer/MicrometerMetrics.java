package dev.millrace.features.materializer;

import dev.millrace.features.api.WriteResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code materializer_rows_total} by outcome (written, stale, refused), {@code materializer_store_away_total} and
 * {@code materializer_behind_seconds}, the age of the oldest record that is not in the store.
 */
final class MicrometerMetrics implements MaterializerMetrics {
    private static final long CAUGHT_UP = Long.MAX_VALUE;

    private final Counter written;
    private final Counter stale;
    private final Counter refused;
    private final Counter storeAway;
    private final AtomicLong behindSince = new AtomicLong(CAUGHT_UP);

    MicrometerMetrics(MeterRegistry registry, Clock clock) {
        written = rows(registry, "written");
        stale = rows(registry, "stale");
        refused = rows(registry, "refused");
        storeAway = Counter.builder("materializer.store.away")
                .description("Batches that the store did not take and that were tried again")
                .register(registry);
        Gauge.builder("materializer.behind.seconds", behindSince, since -> secondsSince(since.get(), clock))
                .description("Age of the oldest record that is not in the store; 0 when caught up")
                .register(registry);
    }

    private static Counter rows(MeterRegistry registry, String outcome) {
        return Counter.builder("materializer.rows")
                .description("Rows of the features topic by outcome")
                .tag("outcome", outcome)
                .register(registry);
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
