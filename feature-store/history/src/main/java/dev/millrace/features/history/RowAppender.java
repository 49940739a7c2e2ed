package dev.millrace.features.history;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.FeatureRows;
import dev.millrace.features.api.Values;
import dev.millrace.features.views.Entity;
import dev.millrace.features.views.Feature;
import feast.proto.types.ValueProto.Value;
import feast.proto.types.ValueProto.ValueType;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Rows of one view into its table. A row that does not fit is refused before any of it is appended. */
final class RowAppender {
    /** Seconds of the years 1 to 9999: what every reader of a timestamp takes. */
    private static final long MIN_SECONDS =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();

    private static final long MAX_SECONDS =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final Columns columns;

    RowAppender(Columns columns) {
        this.columns = columns;
    }

    /** Throws {@link IllegalArgumentException} that names what does not fit the view's declaration. */
    void append(FeatureRow row, RowSource source, DuckDBAppender to) throws SQLException {
        List<@Nullable Object> cells = cells(row);
        Instant eventTime = FeatureRows.eventTime(row);
        to.beginRow();
        for (Object cell : cells) {
            append(cell, to);
        }
        append(eventTime.truncatedTo(ChronoUnit.MICROS), to);
        to.append((short) (eventTime.getNano() % 1000));
        append(Instant.ofEpochMilli(source.createdMillis()), to);
        to.append(source.partition());
        to.append(source.offset());
        to.append((int) Math.floorDiv(eventTime.getEpochSecond(), 86_400L));
        to.endRow();
    }

    private List<@Nullable Object> cells(FeatureRow row) {
        List<Entity> keys = columns.keys();
        List<Feature> features = columns.view().features();
        List<@Nullable Object> cells = new ArrayList<>(keys.size() + features.size());
        if (row.getJoinKeysCount() != keys.size()) {
            throw otherKeys(row);
        }
        for (int i = 0; i < keys.size(); i++) {
            Entity key = keys.get(i);
            Value value = joinKey(row, key.joinKey(), i);
            if (value == null) {
                throw otherKeys(row);
            }
            cells.add(cell("join_keys", key.joinKey(), value, key.type()));
        }
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            cells.add(cell("features", feature.name(), feature(row, feature.name(), i), feature.type()));
        }
        return cells;
    }

    private IllegalArgumentException otherKeys(FeatureRow row) {
        return new IllegalArgumentException("join_keys: "
                + row.getJoinKeysList().stream()
                        .map(FeatureRow.JoinKey::getName)
                        .toList() + ", declared for "
                + columns.view().name() + " are " + columns.keyNames());
    }

    /** Rows mostly name their join keys and features in the order declared: no map is made to find them. */
    private static @Nullable Value joinKey(FeatureRow row, String name, int position) {
        int count = row.getJoinKeysCount();
        for (int i = 0; i < count; i++) {
            FeatureRow.JoinKey key = row.getJoinKeys((position + i) % count);
            if (key.getName().equals(name)) {
                return key.getValue();
            }
        }
        return null;
    }

    private static @Nullable Value feature(FeatureRow row, String name, int position) {
        int count = row.getFeaturesCount();
        for (int i = 0; i < count; i++) {
            FeatureRow.Feature feature = row.getFeatures((position + i) % count);
            if (feature.getName().equals(name)) {
                return feature.getValue();
            }
        }
        return null;
    }

    private static @Nullable Object cell(String where, String name, @Nullable Value value, ValueType.Enum type) {
        if (value == null || Values.isNull(value)) {
            return null;
        }
        if (!value.getValCase().name().equals(type.name() + "_VAL")) {
            throw new IllegalArgumentException(
                    where + ": '" + name + "' is " + value.getValCase() + ", declared is " + type);
        }
        return switch (type) {
            case STRING -> value.getStringVal();
            case BYTES -> value.getBytesVal().toByteArray();
            case INT32 -> value.getInt32Val();
            case INT64 -> value.getInt64Val();
            case FLOAT -> value.getFloatVal();
            case DOUBLE -> value.getDoubleVal();
            case BOOL -> value.getBoolVal();
            case UNIX_TIMESTAMP -> time(name, value.getUnixTimestampVal());
            case STRING_LIST -> List.copyOf(value.getStringListVal().getValList());
            case BYTES_LIST ->
                value.getBytesListVal().getValList().stream()
                        .map(bytes -> Base64.getEncoder().encodeToString(bytes.toByteArray()))
                        .toList();
            case INT32_LIST -> value.getInt32ListVal().getValList();
            case INT64_LIST -> value.getInt64ListVal().getValList();
            case FLOAT_LIST -> value.getFloatListVal().getValList();
            case DOUBLE_LIST -> value.getDoubleListVal().getValList();
            case BOOL_LIST -> value.getBoolListVal().getValList();
            case UNIX_TIMESTAMP_LIST ->
                times(name, value.getUnixTimestampListVal().getValList());
            default -> throw new IllegalArgumentException(where + ": '" + name + "' has type " + type);
        };
    }

    private static List<OffsetDateTime> times(String name, Iterable<Long> seconds) {
        return StreamSupport.stream(seconds.spliterator(), false)
                .map(second -> utc(time(name, second)))
                .toList();
    }

    /** Feast's unix_timestamp counts seconds. */
    private static Instant time(String name, long seconds) {
        if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException(
                    "features: '" + name + "' is " + seconds + " s, which is not in the years 1 to 9999");
        }
        return Instant.ofEpochSecond(seconds);
    }

    private static OffsetDateTime utc(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    private static void append(@Nullable Object cell, DuckDBAppender to) throws SQLException {
        if (cell == null) {
            to.appendNull();
        } else if (cell instanceof String text) {
            to.append(text);
        } else if (cell instanceof Long number) {
            to.append(number.longValue());
        } else if (cell instanceof Double number) {
            to.append(number.doubleValue());
        } else if (cell instanceof Integer number) {
            to.append(number.intValue());
        } else if (cell instanceof Float number) {
            to.append(number.floatValue());
        } else if (cell instanceof Boolean flag) {
            to.append(flag.booleanValue());
        } else if (cell instanceof Instant time) {
            to.append(utc(time));
        } else if (cell instanceof byte[] bytes) {
            to.append(bytes);
        } else if (cell instanceof List<?> list) {
            to.append(list);
        } else {
            throw new IllegalStateException("no column takes " + cell.getClass());
        }
    }
}
