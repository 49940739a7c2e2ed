package dev.millrace.features.api;

import feast.proto.types.ValueProto.Value;
import feast.proto.types.ValueProto.ValueType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Entity key and project to the bytes of Feast's entity key serialization; version 3 is
 *
 * <pre>
 * u32 n | n × (u32 2 | u32 length | name) | n × (u32 type | u32 length | value) | project
 * </pre>
 *
 * Versions 1 and 2: {@link EntityKeyVersion}. Numbers are little-endian, text is UTF-8, join keys are sorted by name, and the project follows without length or separator.
 */
public final class EntityKeyCodec {
    private EntityKeyCodec() {}

    /** In version 3. */
    public static byte[] encode(EntityKey key, String project) {
        return encode(key, project, EntityKeyVersion.V3);
    }

    /** Throws {@link IllegalArgumentException} where version 1 has no room for an int64. */
    public static byte[] encode(EntityKey key, String project, EntityKeyVersion version) {
        boolean lengths = version == EntityKeyVersion.V3;
        List<byte[]> parts = new ArrayList<>(2 * key.joinKeys().size() + 2);
        if (lengths) {
            parts.add(u32(key.joinKeys().size()));
        }
        for (String name : key.joinKeys().keySet()) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            parts.add(lengths ? typed(ValueType.Enum.STRING, text) : bare(text));
        }
        for (Map.Entry<String, Value> joinKey : key.joinKeys().entrySet()) {
            parts.add(value(joinKey.getKey(), joinKey.getValue(), version));
        }
        parts.add(project.getBytes(StandardCharsets.UTF_8));
        return concat(parts);
    }

    private static byte[] value(String name, Value value, EntityKeyVersion version) {
        return switch (value.getValCase()) {
            case BYTES_VAL -> typed(ValueType.Enum.BYTES, value.getBytesVal().toByteArray());
            case STRING_VAL -> typed(ValueType.Enum.STRING, value.getStringVal().getBytes(StandardCharsets.UTF_8));
            case INT32_VAL -> typed(ValueType.Enum.INT32, u32(value.getInt32Val()));
            case INT64_VAL ->
                typed(
                        ValueType.Enum.INT64,
                        version == EntityKeyVersion.V1
                                ? u32(int32(name, value.getInt64Val()))
                                : u64(value.getInt64Val()));
            case UNIX_TIMESTAMP_VAL -> typed(ValueType.Enum.UNIX_TIMESTAMP, u64(value.getUnixTimestampVal()));
            default -> throw new IllegalArgumentException("joinKeys: '" + name + "' has type " + value.getValCase());
        };
    }

    private static int int32(String name, long value) {
        if (value != (int) value) {
            throw new IllegalArgumentException("joinKeys: '" + name + "' is " + value
                    + ", keys of version 1 have four bytes for it: use redis.key-version 3");
        }
        return (int) value;
    }

    private static byte[] bare(byte[] name) {
        return littleEndian(Integer.BYTES + name.length)
                .putInt(ValueType.Enum.STRING.getNumber())
                .put(name)
                .array();
    }

    private static byte[] typed(ValueType.Enum type, byte[] bytes) {
        return littleEndian(8 + bytes.length)
                .putInt(type.getNumber())
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] u32(int value) {
        return littleEndian(Integer.BYTES).putInt(value).array();
    }

    private static byte[] u64(long value) {
        return littleEndian(Long.BYTES).putLong(value).array();
    }

    private static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] concat(List<byte[]> parts) {
        ByteBuffer whole =
                ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(whole::put);
        return whole.array();
    }
}
