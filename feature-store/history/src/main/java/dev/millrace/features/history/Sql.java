package dev.millrace.features.history;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** Quoting. */
final class Sql {
    private Sql() {}

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    static String name(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    static String names(Collection<String> identifiers) {
        return identifiers.stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    /** The rows of files whose columns may differ: a column that a file lacks is NULL. */
    static String parquet(Collection<Path> files) {
        return files.stream()
                .map(file -> text(file.toString()))
                .collect(Collectors.joining(
                        ", ", "read_parquet([", "], union_by_name = true, hive_partitioning = false)"));
    }
}
