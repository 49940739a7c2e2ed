package dev.millrace.features.materializer;

import dev.millrace.features.history.CompactionResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * {@code history_rows_total} by outcome (written, refused), {@code history_files_total}, {@code history_failures_total},
 * {@code history_compactions_total} by outcome (done, failed) and {@code history_repetitions_total}.
 */
final class HistoryMetrics {
    private final Counter written;
    private final Counter refused;
    private final Counter files;
    private final Counter failures;
    private final Counter compactions;
    private final Counter compactionFailures;
    private final Counter repetitions;

    HistoryMetrics(MeterRegistry registry) {
        written = counter(registry, "history.rows", "Rows of the features topic by outcome", "written");
        refused = counter(registry, "history.rows", "Rows of the features topic by outcome", "refused");
        files = Counter.builder("history.files").description("Files written").register(registry);
        failures = Counter.builder("history.failures")
                .description("Writes that failed and are tried again")
                .register(registry);
        compactions = counter(registry, "history.compactions", "Runs of the compaction by outcome", "done");
        compactionFailures = counter(registry, "history.compactions", "Runs of the compaction by outcome", "failed");
        repetitions = Counter.builder("history.repetitions")
                .description("Rows that told an event again, removed by the compaction")
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description, String outcome) {
        return Counter.builder(name)
                .description(description)
                .tag("outcome", outcome)
                .register(registry);
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
