package dev.millrace.features.materializer;

import dev.millrace.features.history.CompactionResult;
import dev.millrace.telemetry.catalog.StoreMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The metrics of the history in {@link StoreMetrics}. */
final class HistoryMetrics {
    private final Counter written;
    private final Counter refused;
    private final Counter files;
    private final Counter failures;
    private final Counter compactions;
    private final Counter compactionFailures;
    private final Counter repetitions;

    HistoryMetrics(MeterRegistry registry) {
        written = StoreMetrics.HISTORY_ROWS.counter(registry, "written");
        refused = StoreMetrics.HISTORY_ROWS.counter(registry, "refused");
        files = StoreMetrics.HISTORY_FILES.counter(registry);
        failures = StoreMetrics.HISTORY_FAILURES.counter(registry);
        compactions = StoreMetrics.COMPACTIONS.counter(registry, "done");
        compactionFailures = StoreMetrics.COMPACTIONS.counter(registry, "failed");
        repetitions = StoreMetrics.REPETITIONS.counter(registry);
    }

    void written(long rows, int newFiles) {
        written.increment((double) rows);
        files.increment(newFiles);
    }

    /** The online agent dead-letters the same record; here it is only counted. */
    void refused() {
        refused.increment();
    }

    void failed() {
        failures.increment();
    }

    void compacted(CompactionResult result) {
        compactions.increment();
        repetitions.increment((double) result.repetitions());
    }

    void compactionFailed() {
        compactionFailures.increment();
    }
}
