package dev.millrace.features.history;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * Buffers rows and writes them as files, one for each view, day and partition. One thread.
 *
 * <p>The buffer is DuckDB's, outside the Java heap and bounded by its limits. After a failure the writer is of no more use: close
 * it, open another and give it the rows again; what was written before is written under the same names or is a repetition, which
 * readers leave out.
 */
public final class HistoryWriter implements AutoCloseable {
    private static final String DAY = "epoch_day";

    private final HistoryLayout layout;
    private final Map<String, Columns> declared = new HashMap<>();
    private final DuckDb db;
    private final Map<String, Buffer> buffers = new HashMap<>();
    private long rows;
    private long bytes;

    /** Rows of one view, in the table of the view's name. */
    private record Buffer(RowAppender rows, DuckDBAppender appender) {}

    private record Part(LocalDate day, int partition, long first, long last, long createdMillis) {}

    private HistoryWriter(HistoryLayout layout, DuckDb db) {
        this.layout = layout;
        this.db = db;
    }

    /** Throws {@link IllegalArgumentException} where a view cannot have a history. */
    public static HistoryWriter open(Path history, FeatureViews views, DuckDbLimits limits) throws IOException {
        Map<String, Columns> declared =
                views.views().stream().collect(Collectors.toMap(FeatureView::name, view -> Columns.of(views, view)));
        var writer = new HistoryWriter(new HistoryLayout(history), DuckDb.open(limits));
        writer.declared.putAll(declared);
        return writer;
    }

    /**
     * Takes a {@link dev.millrace.features.api.FeatureRows#require valid} row.
     *
     * @throws IllegalArgumentException where the row's view is not declared or its keys or features are not as declared; nothing is
     *     taken then
     */
    public void append(FeatureRow row, RowSource source) throws IOException {
        Columns columns = declared.get(row.getFeatureView());
        if (columns == null) {
            throw new IllegalArgumentException("feature_view: '" + row.getFeatureView() + "' is not declared");
        }
        try {
            Buffer buffer = buffer(columns);
            buffer.rows().append(row, source, buffer.appender());
        } catch (SQLException e) {
            throw failed("does not take a row", e);
        }
        rows++;
        bytes += row.getSerializedSize();
    }

    private Buffer buffer(Columns columns) throws SQLException {
        String view = columns.view().name();
        @Nullable Buffer there = buffers.get(view);
        if (there != null) {
            return there;
        }
        db.execute("CREATE TABLE " + Sql.name(view) + " (" + columns.buffer() + ", " + DAY + " INTEGER)");
        var made = new Buffer(new RowAppender(columns), db.appender(view));
        buffers.put(view, made);
        return made;
    }

    /** Rows taken and not yet written. */
    public long rows() {
        return rows;
    }

    /** Size of those rows in their protobuf form. */
    public long bytes() {
        return bytes;
    }

    /** Forgets the rows of partitions that another writer has now. */
    public void drop(Collection<Integer> partitions) throws IOException {
        if (partitions.isEmpty() || rows == 0) {
            return;
        }
        String list = partitions.stream().map(String::valueOf).collect(Collectors.joining(", "));
        long left = 0;
        try {
            for (Map.Entry<String, Buffer> buffer : buffers.entrySet()) {
                String table = Sql.name(buffer.getKey());
                buffer.getValue().appender().flush();
                db.execute("DELETE FROM " + table + " WHERE " + Columns.PARTITION + " IN (" + list + ")");
                left += db.number("SELECT count(*) FROM " + table);
            }
        } catch (SQLException e) {
            throw failed("cannot drop rows", e);
        }
        rows = left;
    }

    /** Writes every row taken; when this returns, they are on disk. Returns the number of files. */
    public int flush() throws IOException {
        int files = 0;
        try {
            for (Map.Entry<String, Buffer> buffer : buffers.entrySet()) {
                buffer.getValue().appender().flush();
                files += write(declared.get(buffer.getKey()));
            }
        } catch (SQLException e) {
            throw failed("cannot be written to " + layout.root(), e);
        }
        rows = 0;
        bytes = 0;
        return files;
    }

    private int write(@Nullable Columns columns) throws SQLException, IOException {
        if (columns == null) {
            return 0;
        }
        String table = Sql.name(columns.view().name());
        List<Part> parts = parts(table);
        for (Part part : parts) {
            Path file = layout.day(columns.view().name(), part.day())
                    .resolve(HistoryLayout.written(part.partition(), part.first(), part.last(), part.createdMillis()));
            String rowsOfPart = "SELECT " + columns.file() + " FROM " + table + " WHERE " + DAY + " = "
                    + part.day().toEpochDay() + " AND " + Columns.PARTITION + " = " + part.partition() + " ORDER BY "
                    + columns.event() + ", " + Columns.FIRST;
            DurableFile.write(file, aside -> db.execute(Parquet.copy(rowsOfPart, aside)));
        }
        db.execute("TRUNCATE " + table);
        return parts.size();
    }

    private List<Part> parts(String table) throws SQLException {
        List<Part> parts = new ArrayList<>();
        for (List<String> row : db.query("SELECT " + DAY + ", " + Columns.PARTITION + ", min(" + Columns.OFFSET
                + "), max("
                + Columns.OFFSET + "), arg_min(epoch_ms(" + Columns.CREATED + "), " + Columns.OFFSET + ") FROM " + table
                + " GROUP BY ALL ORDER BY ALL")) {
            parts.add(new Part(
                    LocalDate.ofEpochDay(Long.parseLong(row.get(0))),
                    Integer.parseInt(row.get(1)),
                    Long.parseLong(row.get(2)),
                    Long.parseLong(row.get(3)),
                    Long.parseLong(row.get(4))));
        }
        return parts;
    }

    private static IOException failed(String what, SQLException e) {
        return new IOException("the history " + what + ": " + e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        try {
            for (Buffer buffer : buffers.values()) {
                buffer.appender().close();
            }
        } catch (SQLException e) {
            // rows that nobody asked to keep
        } finally {
            db.close();
        }
    }
}
