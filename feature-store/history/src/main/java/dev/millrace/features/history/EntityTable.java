package dev.millrace.features.history;

import dev.millrace.features.views.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The entity file as a table: {@code entities}, its columns as given and its rows in their order, and {@code times}, with the time
 * of each row in nanoseconds since 1970.
 */
final class EntityTable {
    static final String NAME = "entities";
    static final String TIMES = "times";

    /** Two of the default ones fill a limit of 64 MB; a line may have 2 MB. */
    private static final int CSV_BUFFER = 4_000_000;

    private static final Set<String> TEMPORAL = Set.of(
            "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S", "DATE", "TIME");

    private final Path file;
    /** Types by name; case does not count, as in SQL. */
    private final Map<String, String> columns;

    private EntityTable(Path file, Map<String, String> columns) {
        this.file = file;
        this.columns = columns;
    }

    /**
     * Reads the file.
     *
     * @param keys join keys that it must have
     * @param asText keep every column of a CSV file as it is written
     * @throws IllegalArgumentException where a column is missing or a row has no time
     */
    static EntityTable read(DuckDb db, Path file, Map<String, Entity> keys, boolean asText)
            throws IOException, SQLException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("--entities: " + file + " cannot be read");
        }
        FileFormat format = FileFormat.of("--entities", file);
        String source;
        try {
            source = source(db, format, file, keys, asText);
            db.execute("CREATE TABLE " + NAME + " AS SELECT * FROM " + source);
        } catch (SQLException e) {
            throw new IllegalArgumentException(
                    "--entities: " + file + " is no " + format + " file: " + firstLine(e), e);
        }
        var table = new EntityTable(file, describe(db, NAME));
        table.requireColumns(keys);
        table.readTimes(db);
        return table;
    }

    private static String source(DuckDb db, FileFormat format, Path file, Map<String, Entity> keys, boolean asText)
            throws SQLException {
        String path = Sql.text(file.toAbsolutePath().toString());
        return switch (format) {
            case PARQUET -> "read_parquet(" + path + ", hive_partitioning = false)";
            case CSV -> {
                String csv =
                        "read_csv(" + path + ", header = true, delim = ',', quote = '\"', escape = '\"', buffer_size = "
                                + CSV_BUFFER + ", ";
                yield asText
                        ? csv + "all_varchar = true)"
                        : csv + "auto_detect = true, types = " + texts(db, csv + "sample_size = -1)", keys) + ")";
            }
            case JSONL -> {
                String json = "read_json(" + path + ", format = 'newline_delimited', ";
                yield json + "columns = " + all(db, json + "sample_size = -1)", keys) + ")";
            }
        };
    }

    /** Names and types found, where times and join keys are texts: what is written, not what a reader makes of it. */
    private static Map<String, String> found(DuckDb db, String source, Map<String, Entity> keys) throws SQLException {
        Map<String, String> found = describe(db, source);
        found.replaceAll((name, type) ->
                keys.containsKey(name) || name.equalsIgnoreCase(Columns.EVENT_TIME) || TEMPORAL.contains(type)
                        ? "VARCHAR"
                        : type);
        return found;
    }

    private static String texts(DuckDb db, String source, Map<String, Entity> keys) throws SQLException {
        return all(db, source, keys);
    }

    private static String all(DuckDb db, String source, Map<String, Entity> keys) throws SQLException {
        return found(db, source, keys).entrySet().stream()
                .map(column -> Sql.text(column.getKey()) + ": " + Sql.text(column.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static Map<String, String> describe(DuckDb db, String source) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        for (List<String> row : db.query("DESCRIBE SELECT * FROM " + source)) {
            columns.put(row.get(0), row.get(1));
        }
        return columns;
    }

    private void requireColumns(Map<String, Entity> keys) {
        Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        known.putAll(columns);
        List<String> wanted = new ArrayList<>(List.of(Columns.EVENT_TIME));
        wanted.addAll(keys.keySet());
        for (String name : wanted) {
            if (!known.containsKey(name)) {
                throw new IllegalArgumentException("--entities: " + file + " has no column '" + name + "', only "
                        + columns.keySet()
                        + (name.equals(Columns.EVENT_TIME)
                                ? ": give each row the time of which it asks"
                                : ": it is a join key of the views asked for"));
            }
        }
    }

    private void readTimes(DuckDb db) throws SQLException {
        String type = "";
        for (Map.Entry<String, String> column : columns.entrySet()) {
            if (column.getKey().equalsIgnoreCase(Columns.EVENT_TIME)) {
                type = column.getValue();
            }
        }
        db.execute("CREATE TABLE " + TIMES + " AS SELECT rowid AS r, " + TimeColumn.nanos(Columns.EVENT_TIME, type)
                + " AS t FROM " + NAME);
        List<List<String>> bad = db.query("SELECT e.rowid + 1, e." + Columns.EVENT_TIME + "::VARCHAR FROM " + NAME
                + " e JOIN " + TIMES + " x ON x.r = e.rowid WHERE x.t IS NULL ORDER BY e.rowid LIMIT 1");
        if (!bad.isEmpty()) {
            throw new IllegalArgumentException("--entities: row " + bad.get(0).get(0) + " of " + file
                    + " has the event_timestamp '" + bad.get(0).get(1)
                    + "', which is neither ISO-8601 with a zone (2024-01-31T12:00:00Z) nor epoch milliseconds");
        }
    }

    /** Columns in order, names as given. */
    List<String> names() {
        return List.copyOf(columns.keySet());
    }

    boolean has(String name) {
        return columns.keySet().stream()
                .anyMatch(column -> column.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
    }

    /** Makes the join keys of one view ready: a table of r, t and k0, k1 and so on. */
    void keys(DuckDb db, String table, List<Entity> keys) throws SQLException {
        var select = new StringBuilder("SELECT x.r, x.t");
        for (int i = 0; i < keys.size(); i++) {
            Entity key = keys.get(i);
            String type = Columns.type(key.type());
            String cast = "TRY_CAST(e." + Sql.name(key.joinKey()) + " AS " + type + ")";
            select.append(", ").append(cast).append(" AS k").append(i);
            List<List<String>> bad =
                    db.query("SELECT e.rowid + 1, e." + Sql.name(key.joinKey()) + "::VARCHAR FROM " + NAME
                            + " e WHERE " + cast + " IS NULL AND e." + Sql.name(key.joinKey())
                            + " IS NOT NULL ORDER BY e.rowid LIMIT 1");
            if (!bad.isEmpty()) {
                throw new IllegalArgumentException(
                        "--entities: row " + bad.get(0).get(0) + " of " + file + " has the " + key.joinKey() + " '"
                                + bad.get(0).get(1) + "', which is no " + key.type());
            }
        }
        if (keys.isEmpty()) {
            select.append(", 0 AS k0"); // one key for all
        }
        db.execute("CREATE TABLE " + table + " AS " + select + " FROM " + TIMES + " x JOIN " + NAME
                + " e ON e.rowid = x.r");
    }

    static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
