package dev.millrace.features.serving;

import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.Values;
import dev.millrace.features.views.Entity;
import feast.proto.types.ValueProto.RepeatedValue;
import feast.proto.types.ValueProto.Value;
import feast.proto.types.ValueProto.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The entities of a request, a column of values per join key. Columns that nothing asked for needs are let be, as in Feast. */
final class EntityColumns {
    private final Map<String, RepeatedValue> columns;
    private final int rows;

    private EntityColumns(Map<String, RepeatedValue> columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** Throws what {@link Refusal} makes where columns differ in length or are longer than {@code maxRows}. */
    static EntityColumns of(Map<String, RepeatedValue> columns, int maxRows) {
        // Without a column only views without entities can be read: one row.
        int rows = columns.isEmpty() ? 1 : columns.values().iterator().next().getValCount();
        for (RepeatedValue column : columns.values()) {
            if (column.getValCount() != rows) {
                throw Refusal.invalid("entities: columns differ in length: " + lengths(columns));
            }
        }
        if (rows > maxRows) {
            throw Refusal.invalid(
                    "entities: " + rows + " rows, at most " + maxRows + " a request (serving.max-rows): split it");
        }
        return new EntityColumns(columns, rows);
    }

    private static List<String> lengths(Map<String, RepeatedValue> columns) {
        return new TreeSet<>(columns.keySet())
                .stream()
                        .map(key -> key + " has "
                                + columns.getOrDefault(key, RepeatedValue.getDefaultInstance())
                                        .getValCount())
                        .toList();
    }

    int rows() {
        return rows;
    }

    /** A key per row; throws what {@link Refusal} makes where a join key is missing or a value has another type. */
    List<EntityKey> keys(List<Entity> entities) {
        if (entities.isEmpty()) {
            return Collections.nCopies(rows, EntityKey.none());
        }
        List<RepeatedValue> values = entities.stream().map(this::column).toList();
        List<EntityKey> keys = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            Map<String, Value> joinKeys = new HashMap<>();
            for (int i = 0; i < entities.size(); i++) {
                Entity entity = entities.get(i);
                joinKeys.put(entity.joinKey(), value(entity, values.get(i).getVal(row), row));
            }
            keys.add(EntityKey.of(joinKeys));
        }
        return keys;
    }

    private RepeatedValue column(Entity entity) {
        RepeatedValue column = columns.get(entity.joinKey());
        if (column == null) {
            throw Refusal.invalid("entities: join key '" + entity.joinKey() + "' (" + entity.type()
                    + ") is missing; given are " + new TreeSet<>(columns.keySet()));
        }
        return column;
    }

    private static Value value(Entity entity, Value value, int row) {
        boolean text = entity.type() == ValueType.Enum.STRING;
        if (text ? value.hasStringVal() : value.hasInt64Val()) {
            return value;
        }
        if (!text && value.hasInt32Val()) {
            // Clients write small numbers so; in the store's key the two would differ.
            return Values.int64(value.getInt32Val());
        }
        throw Refusal.invalid("entities: '" + entity.joinKey() + "' is " + entity.type() + ", row " + row + " gives "
                + (Values.isNull(value) ? "no value" : value.getValCase()));
    }
}
