package dev.millrace.features.materializer;

import dev.millrace.features.history.CompactionResult;
import dev.millrace.features.history.HistoryCompactor;
import dev.millrace.servicekit.Agent;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compacts the history from time to time, on a thread of its own. A failure is told and tried again at the next time. */
final class CompactionAgent implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(CompactionAgent.class);

    /** How soon a stop is noticed. */
    private static final Duration STEP = Duration.ofMillis(200);

    private final HistoryCompactor compactor;
    private final HistorySettings.Compaction settings;
    private final HistoryMetrics metrics;
    private final Times times;
    private long dueNanos;

    /**
     * Time of the loop.
     *
     * @param pause waits for as long as it is told; tests do not
     * @param stopping whether a compaction should end early
     */
    record Times(LongSupplier nanos, Consumer<Duration> pause, BooleanSupplier stopping) {}

    CompactionAgent(
            HistoryCompactor compactor, HistorySettings.Compaction settings, HistoryMetrics metrics, Times times) {
        this.compactor = compactor;
        this.settings = settings;
        this.metrics = metrics;
        this.times = times;
        this.dueNanos = times.nanos().getAsLong() + settings.interval().toNanos();
    }

    @Override
    public int doWork() {
        if (times.nanos().getAsLong() - dueNanos < 0) {
            times.pause().accept(STEP);
            return 0;
        }
        int days = compact();
        dueNanos = times.nanos().getAsLong() + settings.interval().toNanos();
        return days;
    }

    private int compact() {
        try {
            CompactionResult result = compactor.compact(settings.openFiles(), times.stopping());
            metrics.compacted(result);
            if (result.days() > 0) {
                LOG.info(
                        "compacted {} files of {} days into {}, {} rows, {} repetitions removed",
                        result.filesBefore(),
                        result.days(),
                        result.filesAfter(),
                        result.rows(),
                        result.repetitions());
            }
            return result.days();
        } catch (IOException e) {
            LOG.warn("compaction failed, it is tried again in {}: {}", settings.interval(), e.getMessage());
            metrics.compactionFailed();
            return 0;
        }
    }
}
