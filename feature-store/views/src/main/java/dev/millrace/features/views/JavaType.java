package dev.millrace.features.views;

import feast.proto.types.ValueProto.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * A Feast type in the generated row classes.
 *
 * @param name in Java, boxed: every feature may be null
 * @param imports what the name needs
 * @param cell the method of {@code Cells} that makes the value
 */
record JavaType(String name, List<String> imports, String cell) {
    JavaType {
        imports = List.copyOf(imports);
    }

    static JavaType of(ValueType.Enum type) {
        return switch (type) {
            case BYTES -> new JavaType("ByteString", List.of("com.google.protobuf.ByteString"), "bytesVal");
            case STRING -> new JavaType("String", List.of(), "stringVal");
            case INT32 -> new JavaType("Integer", List.of(), "int32Val");
            case INT64 -> new JavaType("Long", List.of(), "int64Val");
            case DOUBLE -> new JavaType("Double", List.of(), "doubleVal");
            case FLOAT -> new JavaType("Float", List.of(), "floatVal");
            case BOOL -> new JavaType("Boolean", List.of(), "boolVal");
            case UNIX_TIMESTAMP -> new JavaType("Instant", List.of("java.time.Instant"), "unixTimestampVal");
            case BYTES_LIST -> of(ValueType.Enum.BYTES).list();
            case STRING_LIST -> of(ValueType.Enum.STRING).list();
            case INT32_LIST -> of(ValueType.Enum.INT32).list();
            case INT64_LIST -> of(ValueType.Enum.INT64).list();
            case DOUBLE_LIST -> of(ValueType.Enum.DOUBLE).list();
            case FLOAT_LIST -> of(ValueType.Enum.FLOAT).list();
            case BOOL_LIST -> of(ValueType.Enum.BOOL).list();
            case UNIX_TIMESTAMP_LIST -> of(ValueType.Enum.UNIX_TIMESTAMP).list();
            default -> throw new IllegalArgumentException("type " + type + " has no form in Java");
        };
    }

    private JavaType list() {
        List<String> all = new ArrayList<>(imports);
        all.add("java.util.List");
        return new JavaType("List<" + name + ">", all, cell.replace("Val", "ListVal"));
    }
}
