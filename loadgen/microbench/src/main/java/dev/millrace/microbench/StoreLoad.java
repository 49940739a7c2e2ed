package dev.millrace.microbench;

import com.google.protobuf.Timestamp;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.EntityKeyCodec;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the store's benchmark reads and writes: {@value #ENTITIES} entities that have a row of 50 doubles and as many others with a
 * row of 10. The bare path gets the same: keys, fields and values of the same lengths.
 */
final class StoreLoad {
    static final int ENTITIES = 10_000;
    static final String PROJECT = "bench";

    /** Made once: what a batch needs besides should not be much for the collector to go through. */
    private static final List<EntityKey> KEYS = IntStream.range(0, 2 * ENTITIES)
            .mapToObj(i -> EntityKey.of("driver_id", i))
            .toList();

    private static final List<byte[]> BARE_KEYS =
            KEYS.stream().map(key -> EntityKeyCodec.encode(key, "naked")).toList();
    private static final List<String> NAMES =
            IntStream.range(0, 50).mapToObj(i -> "f" + i).toList();

    /** The rows that are read and the rows that are written, as view, first entity and number of features. */
    enum Table {
        WIDE(0, 50),
        NARROW(ENTITIES, 10);

        private final int first;
        private final int features;

        Table(int first, int features) {
            this.first = first;
            this.features = features;
        }

        FeatureRefs refs() {
            return FeatureRefs.of(name(), NAMES.subList(0, features));
        }

        /** A batch of entities that follow each other, around the end to the beginning. */
        List<EntityKey> keys(int from, int count) {
            return around(KEYS, from, count);
        }

        List<byte[]> bareKeys(int from, int count) {
            return around(BARE_KEYS, from, count);
        }

        private <T> List<T> around(List<T> all, int from, int count) {
            return IntStream.range(from, from + count)
                    .mapToObj(i -> all.get(first + i % ENTITIES))
                    .toList();
        }

        /** Rows of one event time. */
        List<FeatureRow> rows(int from, int count, long seconds) {
            List<FeatureRow> rows = new ArrayList<>(count);
            for (EntityKey key : keys(from, count)) {
                FeatureRow.Builder row = FeatureRow.newBuilder()
                        .setFeatureView(name())
                        .setEventTime(Timestamp.newBuilder().setSeconds(seconds).setNanos(123_000_000));
                key.joinKeys()
                        .forEach((name, value) ->
                                row.addJoinKeysBuilder().setName(name).setValue(value));
                NAMES.subList(0, features).forEach(name -> row.addFeaturesBuilder()
                        .setName(name)
                        .setValue(Values.float64(row.getFeaturesCount() + 0.25)));
                rows.add(row.build());
            }
            return rows;
        }

        @SuppressWarnings("ArrayAsKeyOfSetOrMap") // Lettuce takes the fields of an HSET so
        Map<byte[], byte[]> bareRow() {
            Map<byte[], byte[]> row = new LinkedHashMap<>();
            row.put(BareRedis.ascii("_ts:" + name()), new byte[12]);
            for (int i = 0; i < features; i++) {
                row.put(
                        BareRedis.ascii("f%03d".formatted(i)),
                        Values.float64(i + 0.25).toByteArray());
            }
            return row;
        }
    }

    private StoreLoad() {}
}
