package dev.millrace.features.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** A database in memory with bounds, for one thread. Nothing is ever fetched: Parquet, JSON and time zones are built in. */
final class DuckDb implements AutoCloseable {
    private final DuckDBConnection connection;
    private final Path spill;

    private DuckDb(DuckDBConnection connection, Path spill) {
        this.connection = connection;
        this.spill = spill;
    }

    static DuckDb open(DuckDbLimits limits) throws IOException {
        Files.createDirectories(limits.spill());
        Path spill = Files.createTempDirectory(limits.spill(), "duckdb-");
        try {
            var connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
            NativeLibrary.unlink();
            var db = new DuckDb(connection, spill);
            db.execute("SET autoinstall_known_extensions = false");
            db.execute("SET autoload_known_extensions = false");
            db.execute("SET threads = " + limits.threads());
            db.execute("SET memory_limit = '" + limits.memoryMb() + "MB'");
            db.execute("SET temp_directory = " + Sql.text(spill.toString()));
            db.execute("SET TimeZone = 'UTC'");
            return db;
        } catch (SQLException e) {
            throw new IOException("DuckDB does not start: " + e.getMessage(), e);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Every row as texts; an element is null where the value is. For small results. */
    List<List<String>> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            int columns = found.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(found.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(query(sql).get(0).get(0));
    }

    DuckDBAppender appender(String table) throws SQLException {
        return connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException("DuckDB does not close: " + e.getMessage(), e);
        }
        try (Stream<Path> left = Files.list(spill)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(spill);
    }
}
