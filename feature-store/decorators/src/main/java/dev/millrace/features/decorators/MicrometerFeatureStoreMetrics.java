package dev.millrace.features.decorators;

import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.Presence;
import dev.millrace.features.api.WriteResult;
import dev.millrace.telemetry.catalog.StoreMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The metrics of feature stores in {@link StoreMetrics}, made ahead, so that a call looks up none by its name. */
public final class MicrometerFeatureStoreMetrics implements FeatureStoreMetrics {
    private static final String OK = "ok";
    private static final String ERROR = "error";
    private static final List<Presence> STATUSES = List.of(Presence.values());

    /** Of one view. */
    private record View(List<Counter> statuses, Timer age) {}

    private final MeterRegistry registry;
    private final Clock clock;
    private final Timer reads;
    private final Timer failedReads;
    private final Counter rows;
    private final Counter hits;
    private final Counter misses;
    private final Map<String, View> views = new ConcurrentHashMap<>();

    /** @param clock by which the age of features is told */
    public MicrometerFeatureStoreMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        reads = StoreMetrics.READ.timer(registry, OK);
        failedReads = StoreMetrics.READ.timer(registry, ERROR);
        rows = StoreMetrics.READ_ROWS.counter(registry);
        hits = StoreMetrics.CACHE.counter(registry, "hit");
        misses = StoreMetrics.CACHE.counter(registry, "miss");
    }

    @Override
    public void read(List<FeatureVector> vectors, long nanos) {
        reads.record(nanos, TimeUnit.NANOSECONDS);
        rows.increment(vectors.size());
        if (!vectors.isEmpty()) {
            count(vectors);
        }
    }

    private void count(List<FeatureVector> vectors) {
        FeatureRefs refs = vectors.get(0).refs();
        int size = refs.views().size();
        var counts = new int[size][STATUSES.size()];
        @Nullable Instant[] oldest = new @Nullable Instant[size];
        for (FeatureVector vector : vectors) {
            for (int i = 0; i < refs.size(); i++) {
                int view = refs.viewOf(i);
                counts[view][STATUSES.indexOf(vector.presence(i))]++;
                Instant time = vector.eventTime(i);
                Instant before = oldest[view];
                if (time != null && (before == null || time.isBefore(before))) {
                    oldest[view] = time;
                }
            }
        }
        for (int i = 0; i < size; i++) {
            View view = views.computeIfAbsent(refs.views().get(i), this::ofView);
            for (int status = 0; status < STATUSES.size(); status++) {
                view.statuses.get(status).increment(counts[i][status]);
            }
            Instant time = oldest[i];
            if (time != null) {
                view.age.record(Math.max(0, clock.millis() - time.toEpochMilli()), TimeUnit.MILLISECONDS);
            }
        }
    }

    private View ofView(String view) {
        List<Counter> statuses = STATUSES.stream()
                .map(status -> StoreMetrics.READ_STATUSES.counter(
                        registry, view, status.name().toLowerCase(Locale.ROOT)))
                .toList();
        return new View(statuses, StoreMetrics.AGE.timer(registry, view));
    }

    @Override
    public void written(WriteResult result, long nanos) {
        // who writes tells what became of the rows: the materializer; the time is that of RedisTimes
    }

    @Override
    public void failed(Operation operation, long nanos) {
        if (operation == Operation.READ) {
            failedReads.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void cached(int found, int notFound) {
        hits.increment(found);
        misses.increment(notFound);
    }
}
