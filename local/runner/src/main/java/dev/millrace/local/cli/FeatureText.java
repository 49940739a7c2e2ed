package dev.millrace.local.cli;

import feast.proto.types.ValueProto.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Features as people and JSON read them. */
final class FeatureText {
    private FeatureText() {}

    /** A string, number, boolean or list of them; times in ISO-8601, bytes in Base64; null where there is no value. */
    static @Nullable Object plain(@Nullable Value value) {
        if (value == null) {
            return null;
        }
        return switch (value.getValCase()) {
            case STRING_VAL -> value.getStringVal();
            case INT64_VAL -> value.getInt64Val();
            case INT32_VAL -> value.getInt32Val();
            case DOUBLE_VAL -> value.getDoubleVal();
            case FLOAT_VAL -> value.getFloatVal();
            case BOOL_VAL -> value.getBoolVal();
            case BYTES_VAL ->
                Base64.getEncoder().encodeToString(value.getBytesVal().toByteArray());
            case UNIX_TIMESTAMP_VAL -> time(value.getUnixTimestampVal());
            case STRING_LIST_VAL -> List.copyOf(value.getStringListVal().getValList());
            case INT64_LIST_VAL -> value.getInt64ListVal().getValList();
            case INT32_LIST_VAL -> value.getInt32ListVal().getValList();
            case DOUBLE_LIST_VAL -> value.getDoubleListVal().getValList();
            case FLOAT_LIST_VAL -> value.getFloatListVal().getValList();
            case BOOL_LIST_VAL -> value.getBoolListVal().getValList();
            case UNIX_TIMESTAMP_LIST_VAL ->
                value.getUnixTimestampListVal().getValList().stream()
                        .map(FeatureText::time)
                        .toList();
            default -> value.toString().strip();
        };
    }

    private static String time(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }

    /** In its largest unit: 90d, 36h, 10m, 5s. */
    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds >= 172_800) {
            return seconds / 86_400 + "d";
        }
        if (seconds >= 7200) {
            return seconds / 3600 + "h";
        }
        return seconds >= 120 ? seconds / 60 + "m" : seconds + "s";
    }
}
