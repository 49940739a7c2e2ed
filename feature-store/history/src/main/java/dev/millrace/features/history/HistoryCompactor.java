package dev.millrace.features.history;

import dev.millrace.features.views.FeatureViews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Rewrites many files of a day into one, sorted by entity and event time, each event once.
 *
 * <p>Safe against a crash at any moment, and against readers and writers at work: the new file is in its place, on disk, before the
 * files that it replaces go; in between, readers see events twice, which they always leave out. Files that came meanwhile are not
 * touched. A reader that had listed a file that is gone lists again.
 */
public final class HistoryCompactor {
    /** Files read at once. */
    private static final int MAX_FILES = 200;

    private final HistoryLayout layout;
    private final List<Columns> views;
    private final DuckDbLimits limits;
    private final Clock clock;

    /** Throws {@link IllegalArgumentException} where a view cannot have a history. */
    public HistoryCompactor(Path history, FeatureViews views, DuckDbLimits limits, Clock clock) {
        this.layout = new HistoryLayout(history);
        this.views = views.views().stream().map(view -> Columns.of(views, view)).toList();
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Compacts every view: days that are over (UTC) into one file, others where they have more than {@code openFiles}.
     *
     * @param stop asked between days; true ends the work early
     */
    public CompactionResult compact(int openFiles, BooleanSupplier stop) throws IOException {
        try (CompactionLock lock = CompactionLock.take(layout.root())) {
            if (lock == null) {
                return CompactionResult.BUSY;
            }
            new Leftovers(layout.root(), clock).remove();
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            CompactionResult all = CompactionResult.NOTHING;
            var problems = new ArrayList<IOException>();
            for (Columns columns : views) {
                for (Map.Entry<LocalDate, Path> day :
                        layout.days(columns.view().name()).entrySet()) {
                    if (stop.getAsBoolean()) {
                        return all;
                    }
                    int most = day.getKey().isBefore(today) ? CompactionChoice.OVER : openFiles;
                    try {
                        all = all.plus(compactDay(columns, day.getValue(), most));
                    } catch (IOException e) {
                        problems.add(e); // a damaged file must not keep other days as they are
                    }
                }
            }
            if (!problems.isEmpty()) {
                IOException first = problems.get(0);
                problems.stream().skip(1).forEach(first::addSuppressed);
                throw first;
            }
            return all;
        }
    }

    private CompactionResult compactDay(Columns columns, Path day, int openFiles) throws IOException {
        CompactionResult all = CompactionResult.NOTHING;
        CompactionResult done;
        do {
            List<Path> chosen = CompactionChoice.of(HistoryLayout.files(day), openFiles, MAX_FILES);
            done = chosen.isEmpty() ? CompactionResult.NOTHING : rewrite(columns, day, chosen);
            all = all.plus(done);
        } while (done.filesBefore() == MAX_FILES);
        return all;
    }

    /** Columns that are no longer declared are kept. */
    private CompactionResult rewrite(Columns columns, Path day, List<Path> files) throws IOException {
        String source = Sql.parquet(files);
        String rows = "SELECT * FROM " + source + " QUALIFY row_number() OVER (PARTITION BY " + columns.event()
                + " ORDER BY " + Columns.FIRST + ") = 1 ORDER BY " + columns.event();
        try (DuckDb db = DuckDb.open(limits)) {
            Path unique = Files.createTempFile(day, ".compacted-", DurableFile.TEMPORARY);
            String name = String.valueOf(unique.getFileName());
            Path target = day.resolve(HistoryLayout.compacted(
                    name.substring(".compacted-".length(), name.length() - DurableFile.TEMPORARY.length())));
            Files.delete(unique);
            long before = db.number("SELECT count(*) FROM " + source);
            DurableFile.write(target, aside -> db.execute(Parquet.copy(rows, aside)));
            long after = db.number("SELECT count(*) FROM " + Sql.parquet(List.of(target)));
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            return new CompactionResult(false, 1, files.size(), 1, after, before - after);
        } catch (SQLException e) {
            throw new IOException("cannot compact " + day + ": " + e.getMessage(), e);
        }
    }
}
