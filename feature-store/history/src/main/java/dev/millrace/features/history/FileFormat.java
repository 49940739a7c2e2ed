package dev.millrace.features.history;

import java.nio.file.Path;
import java.util.Locale;

/** What a file holds, by its extension. */
enum FileFormat {
    CSV,
    JSONL,
    PARQUET;

    static FileFormat of(String option, Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return CSV;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return JSONL;
        }
        if (name.endsWith(".parquet")) {
            return PARQUET;
        }
        throw new IllegalArgumentException(option + ": " + file + " ends in none of .csv, .jsonl and .parquet");
    }
}
