package dev.millrace.features.decorators;

import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.Presence;
import dev.millrace.features.api.WriteResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * As Prometheus sees them:
 *
 * <pre>
 * millrace_features_read_seconds{outcome}      calls, ok or error, and how long they took
 * millrace_features_write_seconds{outcome}     the same of writes
 * millrace_features_read_rows_total            entities asked for
 * millrace_features_read_statuses_total{view,status}  features found, by status: present, null_value, not_found, outside_max_age
 * millrace_features_written_rows_total{outcome}  written, stale or rejected
 * millrace_features_cache_total{outcome}       entities found in memory (hit) or not (miss)
 * </pre>
 */
public final class MicrometerFeatureStoreMetrics implements FeatureStoreMetrics {
    private static final String OK = "ok";
    private static final String ERROR = "error";
    private static final List<Presence> STATUSES = List.of(Presence.values());

    private final MeterRegistry registry;
    private final Counter rows;
    private final Map<String, List<Counter>> byView = new ConcurrentHashMap<>();

    public MicrometerFeatureStoreMetrics(MeterRegistry registry) {
        this.registry = registry;
        rows = Counter.builder("millrace.features.read.rows")
                .description("Entities whose features were asked for")
                .register(registry);
        cache("hit");
        cache("miss");
    }

    @Override
    public void read(List<FeatureVector> vectors, long nanos) {
        timer("millrace.features.read", OK).record(nanos, TimeUnit.NANOSECONDS);
        rows.increment(vectors.size());
        if (!vectors.isEmpty()) {
            count(vectors);
        }
    }

    private void count(List<FeatureVector> vectors) {
        FeatureRefs refs = vectors.get(0).refs();
        var counts = new int[refs.views().size()][STATUSES.size()];
        for (FeatureVector vector : vectors) {
            for (int i = 0; i < refs.size(); i++) {
                counts[refs.viewOf(i)][STATUSES.indexOf(vector.presence(i))]++;
            }
        }
        for (int view = 0; view < counts.length; view++) {
            List<Counter> counters = byView.computeIfAbsent(refs.views().get(view), this::ofView);
            for (int status = 0; status < STATUSES.size(); status++) {
                counters.get(status).increment(counts[view][status]);
            }
        }
    }

    private List<Counter> ofView(String view) {
        return STATUSES.stream()
                .map(status -> Counter.builder("millrace.features.read.statuses")
                        .description("Features by what was found")
                        .tag("view", view)
                        .tag("status", status.name().toLowerCase(Locale.ROOT))
                        .register(registry))
                .toList();
    }

    @Override
    public void written(WriteResult result, long nanos) {
        timer("millrace.features.write", OK).record(nanos, TimeUnit.NANOSECONDS);
        writtenRows("written").increment(result.written());
        writtenRows("stale").increment(result.stale());
        writtenRows("rejected").increment(result.rejected().size());
    }

    private Counter writtenRows(String outcome) {
        return Counter.builder("millrace.features.written.rows")
                .description("Rows by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public void failed(Operation operation, long nanos) {
        String name = operation == Operation.READ ? "millrace.features.read" : "millrace.features.write";
        timer(name, ERROR).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void cached(int hits, int misses) {
        cache("hit").increment(hits);
        cache("miss").increment(misses);
    }

    private Counter cache(String outcome) {
        return Counter.builder("millrace.features.cache")
                .description("Entities that were found in memory or not")
                .tag("outcome", outcome)
                .register(registry);
    }

    private Timer timer(String name, String outcome) {
        return Timer.builder(name)
                .description("Calls of the feature store")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .register(registry);
    }
}
