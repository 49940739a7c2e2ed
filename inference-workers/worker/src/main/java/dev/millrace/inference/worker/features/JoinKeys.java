package dev.millrace.inference.worker.features;

import dev.millrace.contracts.tensor.Datatype;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.Values;
import dev.millrace.features.views.Entity;
import feast.proto.types.ValueProto.Value;
import feast.proto.types.ValueProto.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The join keys of one look-up as a request gives them: an input per join key, {@code BYTES[rows]} for text and
 * {@code INT64[rows]} for numbers; a single element stands for all rows.
 */
record JoinKeys(List<Entity> entities) {
    JoinKeys {
        entities = List.copyOf(entities);
    }

    boolean contains(String input) {
        return entities.stream().anyMatch(entity -> entity.joinKey().equals(input));
    }

    /** Why the request does not give the keys of {@code rows} rows; null where it does. */
    @Nullable
    String problem(InferRequest request, int rows) {
        for (Entity entity : entities) {
            Tensor tensor = input(request, entity.joinKey());
            if (tensor == null) {
                return "input '" + wanted(entity) + " is missing: the model's features are looked up by it";
            }
            if (tensor.datatype() != datatype(entity) || (tensor.elements() != 1 && tensor.elements() != rows)) {
                return "input " + tensor + " must be '" + wanted(entity) + " with one element"
                        + (rows == 1 ? "" : " or " + rows);
            }
        }
        return null;
    }

    private static String wanted(Entity entity) {
        return entity.joinKey() + "' " + datatype(entity) + "[rows]";
    }

    private static Datatype datatype(Entity entity) {
        return entity.type() == ValueType.Enum.INT64 ? Datatype.INT64 : Datatype.BYTES;
    }

    /** A key that no entity has to have. */
    EntityKey anyKey() {
        if (entities.isEmpty()) {
            return EntityKey.none();
        }
        Map<String, Value> key = new TreeMap<>();
        for (Entity entity : entities) {
            key.put(entity.joinKey(), entity.type() == ValueType.Enum.INT64 ? Values.int64(0) : Values.text(""));
        }
        return EntityKey.of(key);
    }

    /** One key per row, of a request without a {@link #problem}. */
    List<EntityKey> keys(InferRequest request, int rows) {
        if (entities.isEmpty()) {
            return java.util.Collections.nCopies(rows, EntityKey.none());
        }
        List<List<Value>> columns = new ArrayList<>();
        for (Entity entity : entities) {
            Tensor tensor = input(request, entity.joinKey());
            columns.add(tensor == null ? List.of() : values(tensor));
        }
        List<EntityKey> keys = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            Map<String, Value> key = new TreeMap<>();
            for (int i = 0; i < columns.size(); i++) {
                List<Value> column = columns.get(i);
                key.put(entities.get(i).joinKey(), column.get(column.size() == 1 ? 0 : row));
            }
            keys.add(EntityKey.of(key));
        }
        return keys;
    }

    private static List<Value> values(Tensor tensor) {
        if (tensor.datatype() == Datatype.BYTES) {
            return tensor.texts().stream().map(Values::text).toList();
        }
        List<Value> values = new ArrayList<>(tensor.elements());
        for (int i = 0; i < tensor.elements(); i++) {
            values.add(Values.int64(tensor.data().getLong(i * Long.BYTES)));
        }
        return values;
    }

    private static @Nullable Tensor input(InferRequest request, String name) {
        for (Tensor tensor : request.inputs()) {
            if (tensor.name().equals(name)) {
                return tensor;
            }
        }
        return null;
    }
}
