package dev.millrace.features.views;

import feast.proto.types.ValueProto.ValueType;
import java.util.List;

/**
 * A Feast type in Python.
 *
 * @param expression {@code Array(Int64)}
 * @param imports names of {@code feast.types} that it needs
 */
record PythonType(String expression, List<String> imports) {
    PythonType {
        imports = List.copyOf(imports);
    }

    static PythonType of(ValueType.Enum type) {
        return switch (type) {
            case BYTES -> scalar("Bytes");
            case STRING -> scalar("String");
            case INT32 -> scalar("Int32");
            case INT64 -> scalar("Int64");
            case DOUBLE -> scalar("Float64");
            case FLOAT -> scalar("Float32");
            case BOOL -> scalar("Bool");
            case UNIX_TIMESTAMP -> scalar("UnixTimestamp");
            case BYTES_LIST -> array("Bytes");
            case STRING_LIST -> array("String");
            case INT32_LIST -> array("Int32");
            case INT64_LIST -> array("Int64");
            case DOUBLE_LIST -> array("Float64");
            case FLOAT_LIST -> array("Float32");
            case BOOL_LIST -> array("Bool");
            case UNIX_TIMESTAMP_LIST -> array("UnixTimestamp");
            default -> throw new IllegalArgumentException("type " + type + " has no form in Python");
        };
    }

    private static PythonType scalar(String name) {
        return new PythonType(name, List.of(name));
    }

    private static PythonType array(String element) {
        return new PythonType("Array(" + element + ")", List.of("Array", element));
    }
}
