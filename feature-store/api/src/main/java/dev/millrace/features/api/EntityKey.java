package dev.millrace.features.api;

import dev.millrace.contracts.features.FeatureRow;
import feast.proto.types.ValueProto.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a row of features belongs to: join keys and their values. Only Feast's join-key types are allowed: bytes, string, int32,
 * int64 and unix_timestamp. Prefer string and int64: other Feast servers refuse some of the rest.
 *
 * @param joinKeys by name, in the order of the names' UTF-8 bytes, at least one
 */
public record EntityKey(SortedMap<String, Value> joinKeys) {
    /** Code-point order, as Feast sorts; {@link String#compareTo} differs beyond the basic plane. */
    private static final Comparator<String> UTF8_ORDER =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    /** Feast's stand-in for the key of a view without entities. */
    private static final EntityKey NONE = of("__dummy_id", "");

    public EntityKey {
        var sorted = new TreeMap<String, Value>(UTF8_ORDER);
        sorted.putAll(joinKeys);
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("joinKeys: none given; a view without entities has EntityKey.none()");
        }
        sorted.forEach(EntityKey::requireJoinKey);
        joinKeys = Collections.unmodifiableSortedMap(sorted);
    }

    /** The key of a view without entities. */
    public static EntityKey none() {
        return NONE;
    }

    public static EntityKey of(String joinKey, String value) {
        return of(joinKey, Values.text(value));
    }

    public static EntityKey of(String joinKey, long value) {
        return of(joinKey, Values.int64(value));
    }

    public static EntityKey of(String joinKey, Value value) {
        return of(Map.of(joinKey, value));
    }

    public static EntityKey of(Map<String, Value> joinKeys) {
        return new EntityKey(new TreeMap<>(joinKeys));
    }

    /** The key of a row; {@link IllegalArgumentException} where it names a join key twice or gives one a forbidden type. */
    public static EntityKey of(FeatureRow row) {
        if (row.getJoinKeysCount() == 0) {
            return NONE;
        }
        var joinKeys = new TreeMap<String, Value>();
        for (FeatureRow.JoinKey joinKey : row.getJoinKeysList()) {
            if (joinKeys.put(joinKey.getName(), joinKey.getValue()) != null) {
                throw new IllegalArgumentException("joinKeys: '" + joinKey.getName() + "' is given twice");
            }
        }
        return new EntityKey(joinKeys);
    }

    private static void requireJoinKey(String name, Value value) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("joinKeys: a name is empty");
        }
        switch (value.getValCase()) {
            case BYTES_VAL, STRING_VAL, INT32_VAL, INT64_VAL, UNIX_TIMESTAMP_VAL -> {
                // Feast's join-key types
            }
            default ->
                throw new IllegalArgumentException(
                        "joinKeys: '" + name + "' has type " + value.getValCase() + ", which cannot be a join key");
        }
    }
}
