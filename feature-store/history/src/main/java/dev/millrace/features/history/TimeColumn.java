package dev.millrace.features.history;

/**
 * Times of an entity file to nanoseconds since 1970. Nanoseconds count: DuckDB's own reading of a text cuts them off, and a row
 * would miss an event of the same microsecond.
 */
final class TimeColumn {
    private static final String ISO = "^(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}(?::\\d{2})?)(?:[.,](\\d{1,9}))?"
            + "\\s?([Zz]|[+-]\\d{2}(?::?\\d{2})?)$";
    private static final String MILLIS = "^-?\\d{1,15}$";

    private TimeColumn() {}

    /**
     * HUGEINT nanoseconds of a column; NULL where it has none. Numbers are epoch milliseconds. Texts must have a zone; a timestamp
     * column without one, which is what pandas writes, is UTC, as Feast takes it.
     */
    static String nanos(String column, String type) {
        return switch (type) {
            case "TIMESTAMP WITH TIME ZONE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS" ->
                "epoch_us(" + column + "::TIMESTAMP::TIMESTAMPTZ)::HUGEINT * 1000";
            case "TIMESTAMP_NS" -> "epoch_ns(" + column + ")::HUGEINT";
            case "BIGINT", "INTEGER", "UBIGINT", "UINTEGER", "HUGEINT" -> column + "::HUGEINT * 1000000";
            case "VARCHAR" -> text("trim(" + column + ")");
            default ->
                throw new IllegalArgumentException("--entities: event_timestamp has the type " + type
                        + "; it must be a timestamp, a text in ISO-8601 with a zone, or epoch milliseconds");
        };
    }

    private static String text(String column) {
        return "CASE WHEN regexp_matches(" + column + ", " + Sql.text(MILLIS) + ") THEN " + column
                + "::HUGEINT * 1000000 WHEN regexp_matches(" + column + ", " + Sql.text(ISO)
                + ") THEN epoch_us(TRY_CAST(" + part(column, 1) + " || ' ' || " + part(column, 2) + " || replace("
                + "upper(" + part(column, 4) + "), 'Z', '+00') AS TIMESTAMPTZ))::HUGEINT * 1000 + rpad("
                + part(column, 3)
                + ", 9, '0')::BIGINT END";
    }

    private static String part(String column, int group) {
        return "regexp_extract(" + column + ", " + Sql.text(ISO) + ", " + group + ")";
    }
}
