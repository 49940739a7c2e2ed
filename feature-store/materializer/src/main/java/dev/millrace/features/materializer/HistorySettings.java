package dev.millrace.features.materializer;

import dev.millrace.features.history.DuckDbLimits;
import dev.millrace.servicekit.Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the history.
 *
 * @param folder {@code history.dir}: where Parquet files go
 * @param flush {@code history.flush-rows} (50000), {@code history.flush-bytes} (16777216) and {@code history.flush-interval} (1m):
 *     files are written when one of them is reached
 * @param memoryMb {@code history.memory-mb} (64): native memory of the writer
 * @param compaction when files are rewritten
 */
record HistorySettings(Path folder, Flush flush, int memoryMb, Compaction compaction) {
    /** When a buffer is full. */
    record Flush(int rows, int bytes, Duration interval) {
        Flush {
            if (interval.isNegative() || interval.isZero()) {
                throw new IllegalArgumentException("history.flush-interval: " + interval + " is not positive");
            }
        }
    }

    /**
     * When files are rewritten.
     *
     * @param interval {@code history.compact-interval} (5m); 0s: never by this process
     * @param openFiles {@code history.compact-files} (24): a day that is not over is compacted when it has more files than this
     * @param memoryMb {@code history.compact-memory-mb} (192): native memory while it goes on; what does not fit is spilled, but
     *     rows of many kilobytes need more
     */
    record Compaction(Duration interval, int openFiles, int memoryMb) {
        Compaction {
            if (interval.isNegative()) {
                throw new IllegalArgumentException("history.compact-interval: " + interval + " is negative");
            }
        }
    }

    /** Null where {@code history.dir} is not set: no history is written. */
    static @Nullable HistorySettings from(Settings settings) {
        if (settings.find("history.dir") == null) {
            return null;
        }
        return new HistorySettings(
                settings.path("history.dir"),
                new Flush(
                        settings.integer("history.flush-rows", 50_000, 1, 1_000_000),
                        settings.integer("history.flush-bytes", 16 * 1024 * 1024, 1, 256 * 1024 * 1024),
                        settings.duration("history.flush-interval", Duration.ofMinutes(1))),
                settings.integer("history.memory-mb", 64, 32, 65_536),
                new Compaction(
                        settings.duration("history.compact-interval", Duration.ofMinutes(5)),
                        settings.integer("history.compact-files", 24, 1, 10_000),
                        settings.integer("history.compact-memory-mb", 192, 32, 65_536)));
    }

    /** One thread: the online store beside it comes first. */
    DuckDbLimits limits() {
        return limits(memoryMb);
    }

    DuckDbLimits compactionLimits() {
        return limits(compaction.memoryMb());
    }

    private DuckDbLimits limits(int megabytes) {
        return new DuckDbLimits(megabytes, 1, folder.resolve(".spill"));
    }
}
