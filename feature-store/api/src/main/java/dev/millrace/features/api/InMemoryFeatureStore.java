package dev.millrace.features.api;

import dev.millrace.contracts.features.FeatureRow;
import feast.proto.types.ValueProto.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** A feature store inside this process: for tests and for runs without Redis. Nothing is kept when the process ends. */
public final class InMemoryFeatureStore implements FeatureStore {
    private record RowId(String view, EntityKey key) {}

    private record Row(Instant eventTime, Map<String, Value> values) {
        Row {
            values = Map.copyOf(values);
        }
    }

    private final ConcurrentMap<RowId, Row> rows = new ConcurrentHashMap<>();

    @Override
    public List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys) {
        return keys.stream().map(key -> vector(refs, key)).toList();
    }

    private FeatureVector vector(FeatureRefs refs, EntityKey key) {
        List<@Nullable Row> found = new ArrayList<>();
        refs.views().forEach(view -> found.add(rows.get(new RowId(view, key))));
        var eventTimes = new @Nullable Instant[found.size()];
        for (int i = 0; i < eventTimes.length; i++) {
            Row row = found.get(i);
            eventTimes[i] = row == null ? null : row.eventTime();
        }
        var values = new @Nullable Value[refs.size()];
        for (int i = 0; i < values.length; i++) {
            Row row = found.get(refs.viewOf(i));
            values[i] = row == null ? null : row.values().get(refs.refs().get(i).feature());
        }
        return FeatureVector.of(refs, values, eventTimes);
    }

    @Override
    public WriteResult write(List<FeatureRow> batch) {
        List<EntityKey> keys = batch.stream().map(FeatureRows::require).toList();
        int written = 0;
        for (int i = 0; i < batch.size(); i++) {
            written += put(keys.get(i), batch.get(i)) ? 1 : 0;
        }
        return new WriteResult(written, batch.size() - written, List.of());
    }

    private boolean put(EntityKey key, FeatureRow row) {
        Instant eventTime = FeatureRows.eventTime(row);
        var accepted = new boolean[1];
        rows.compute(new RowId(row.getFeatureView(), key), (id, stored) -> {
            accepted[0] = stored == null || eventTime.isAfter(stored.eventTime());
            return accepted[0] ? new Row(eventTime, merged(stored, row)) : stored;
        });
        return accepted[0];
    }

    private static Map<String, Value> merged(@Nullable Row stored, FeatureRow row) {
        var values = new HashMap<String, Value>(stored == null ? Map.of() : stored.values());
        row.getFeaturesList().forEach(feature -> values.put(feature.getName(), feature.getValue()));
        return values;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
