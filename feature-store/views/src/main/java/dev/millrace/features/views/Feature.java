package dev.millrace.features.views;

import feast.proto.types.ValueProto.ValueType;

/** A feature of a view. */
public record Feature(String name, ValueType.Enum type, String description) {
    public Feature {
        Names.require("features", name);
        switch (type) {
            case BYTES, STRING, INT32, INT64, DOUBLE, FLOAT, BOOL, UNIX_TIMESTAMP -> {
                // scalars
            }
            case BYTES_LIST,
                    STRING_LIST,
                    INT32_LIST,
                    INT64_LIST,
                    DOUBLE_LIST,
                    FLOAT_LIST,
                    BOOL_LIST,
                    UNIX_TIMESTAMP_LIST -> {
                // lists
            }
            default -> throw new IllegalArgumentException("features: type of " + name + " is " + type);
        }
    }
}
