package dev.millrace.features.history;

import dev.millrace.features.views.Entity;
import dev.millrace.features.views.Feature;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import feast.proto.types.ValueProto.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The columns of one view's files: join keys, features, and the six that every view has. {@code event_timestamp} is an instant in
 * microseconds, which every reader of Parquet takes (Spark refuses nanoseconds); {@code event_nanos}, 0 to 999, are the nanoseconds
 * beyond it, which break ties.
 */
record Columns(FeatureView view, List<Entity> keys) {
    static final String EVENT_TIME = "event_timestamp";
    static final String EVENT_NANOS = "event_nanos";
    static final String CREATED = "created_timestamp";
    static final String PARTITION = "source_partition";
    static final String OFFSET = "source_offset";

    /** The folder's own column, which readers add. */
    private static final String DAY = "day";

    private static final List<String> OWN = List.of(EVENT_TIME, EVENT_NANOS, CREATED, PARTITION, OFFSET, DAY);

    /** Which of an event's rows is the first: it counts, the others repeat it. */
    static final String FIRST = CREATED + ", " + PARTITION + ", " + OFFSET;

    Columns {
        keys = List.copyOf(keys);
        Set<String> names = new HashSet<>(OWN);
        for (Entity key : keys) {
            requireFree(names, view, key.joinKey());
        }
        for (Feature feature : view.features()) {
            requireFree(names, view, feature.name());
        }
    }

    static Columns of(FeatureViews views, FeatureView view) {
        return new Columns(view, views.entitiesOf(view));
    }

    private static void requireFree(Set<String> names, FeatureView view, String name) {
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("views: '" + name + "' of " + view.name()
                    + " is already a column of its history (upper and lower case are one there; " + OWN
                    + " are taken): choose another name");
        }
    }

    List<String> keyNames() {
        return keys.stream().map(Entity::joinKey).toList();
    }

    /** Key columns and event time, which together name an event, as a list of SQL. */
    String event() {
        String time = EVENT_TIME + ", " + EVENT_NANOS;
        return keys.isEmpty() ? time : Sql.names(keyNames()) + ", " + time;
    }

    /** The columns of the table in which rows wait, as in CREATE TABLE. */
    String buffer() {
        var sql = new StringBuilder();
        keys.forEach(key -> sql.append(Sql.name(key.joinKey()))
                .append(' ')
                .append(type(key.type()))
                .append(", "));
        for (Feature feature : view.features()) {
            // DuckDB's appender takes no lists of bytes: they wait as Base64.
            String type = feature.type() == ValueType.Enum.BYTES_LIST ? "VARCHAR[]" : type(feature.type());
            sql.append(Sql.name(feature.name())).append(' ').append(type).append(", ");
        }
        return sql + EVENT_TIME + " TIMESTAMPTZ, " + EVENT_NANOS + " SMALLINT, " + CREATED + " TIMESTAMPTZ, "
                + PARTITION + " INTEGER, " + OFFSET + " BIGINT";
    }

    /** What a file holds of that table's rows, as a list of SQL. */
    String file() {
        List<String> columns = new ArrayList<>();
        keyNames().forEach(key -> columns.add(Sql.name(key)));
        for (Feature feature : view.features()) {
            String name = Sql.name(feature.name());
            columns.add(
                    feature.type() == ValueType.Enum.BYTES_LIST
                            ? "[from_base64(x) FOR x IN " + name + "] AS " + name
                            : name);
        }
        columns.addAll(List.of(EVENT_TIME, EVENT_NANOS, CREATED, PARTITION, OFFSET));
        return String.join(", ", columns);
    }

    static String type(ValueType.Enum type) {
        return switch (type) {
            case STRING -> "VARCHAR";
            case BYTES -> "BLOB";
            case INT32 -> "INTEGER";
            case INT64 -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case BOOL -> "BOOLEAN";
            case UNIX_TIMESTAMP -> "TIMESTAMPTZ";
            case STRING_LIST -> "VARCHAR[]";
            case BYTES_LIST -> "BLOB[]";
            case INT32_LIST -> "INTEGER[]";
            case INT64_LIST -> "BIGINT[]";
            case FLOAT_LIST -> "FLOAT[]";
            case DOUBLE_LIST -> "DOUBLE[]";
            case BOOL_LIST -> "BOOLEAN[]";
            case UNIX_TIMESTAMP_LIST -> "TIMESTAMPTZ[]";
            default -> throw new IllegalArgumentException("type " + type + " has no column");
        };
    }
}
