package dev.millrace.features.history;

import java.nio.file.Path;

/** How every file of the history is written. */
final class Parquet {
    /** Rows are buffered by the group: small ones keep wide views inside a small memory limit. */
    private static final int ROW_GROUP = 10_240;

    private Parquet() {}

    static String copy(String select, Path to) {
        return "COPY (" + select + ") TO " + Sql.text(to.toString())
                + " (FORMAT PARQUET, COMPRESSION ZSTD, ROW_GROUP_SIZE " + ROW_GROUP + ")";
    }
}
