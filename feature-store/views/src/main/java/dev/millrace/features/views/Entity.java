package dev.millrace.features.views;

import feast.proto.types.ValueProto.ValueType;

/**
 * What features belong to.
 *
 * @param joinKey under which rows and requests name it
 * @param type of the join key: STRING or INT64, the two that every Feast server takes
 */
public record Entity(String name, String joinKey, ValueType.Enum type, String description) {
    public Entity {
        Names.require("entities", name);
        Names.require("entities: join_key of " + name, joinKey);
        if (type != ValueType.Enum.STRING && type != ValueType.Enum.INT64) {
            throw new IllegalArgumentException(
                    "entities: type of " + name + " is " + type + ", a join key is STRING or INT64");
        }
    }
}
