package dev.millrace.features.history;

/**
 * What a compaction did.
 *
 * @param busy another process compacts this history: nothing was done
 * @param days folders in which files were rewritten
 * @param filesBefore files that were replaced
 * @param filesAfter files that replaced them
 * @param rows in those
 * @param repetitions rows that told an event again and are gone
 */
public record CompactionResult(boolean busy, int days, int filesBefore, int filesAfter, long rows, long repetitions) {
    static final CompactionResult NOTHING = new CompactionResult(false, 0, 0, 0, 0, 0);
    static final CompactionResult BUSY = new CompactionResult(true, 0, 0, 0, 0, 0);

    CompactionResult plus(CompactionResult other) {
        return new CompactionResult(
                busy || other.busy,
                days + other.days,
                filesBefore + other.filesBefore,
                filesAfter + other.filesAfter,
                rows + other.rows,
                repetitions + other.repetitions);
    }
}
