package dev.millrace.features.api;

import static dev.millrace.features.api.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.contracts.features.FeatureRow;
import feast.proto.types.ValueProto.FloatList;
import feast.proto.types.ValueProto.Null;
import feast.proto.types.ValueProto.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every backend does. A backend's test extends this and opens an empty store. */
public abstract class FeatureStoreContractTest {
    private static final String VIEW = "user_stats";
    private static final EntityKey U1 = EntityKey.of("user_id", "u1");
    private static final Instant T0 = Instant.parse("2023-11-14T22:13:20.123Z");

    private FeatureStore store = new InMemoryFeatureStore();

    /** Opens a store that has no rows yet. */
    protected abstract FeatureStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Map<String, Value> features = Map.of(
                "double", Values.float64(-0.5),
                "int", Values.int64(1001),
                "text", Values.text("ä€😀"),
                "zero", Values.int64(0),
                "list",
                        Value.newBuilder()
                                .setFloatListVal(
                                        FloatList.newBuilder().addVal(1).addVal(2))
                                .build());
        assertThat(store.write(List.of(row(VIEW, U1, T0, features)))).isEqualTo(new WriteResult(1, 0, List.of()));
        FeatureRefs refs = FeatureRefs.of(VIEW, List.copyOf(features.keySet()));
        assertThat(store.read(refs, U1)).isEqualTo(Rows.vector(refs, features, T0));
    }

    @Test
    void vectorsComeInTheOrderOfTheKeys() {
        List<EntityKey> keys = IntStream.range(0, 700)
                .mapToObj(i -> EntityKey.of("item_id", i))
                .toList();
        List<FeatureRow> rows = new ArrayList<>();
        keys.forEach(key -> rows.add(row(VIEW, key, T0, Map.of("n", value(key)))));
        Collections.shuffle(rows, new Random(1));
        assertThat(store.write(rows).written()).isEqualTo(700);
        List<FeatureVector> vectors = store.read(FeatureRefs.of(VIEW, List.of("n")), keys);
        assertThat(vectors)
                .extracting(vector -> vector.value("n"))
                .isEqualTo(keys.stream().map(FeatureStoreContractTest::value).toList());
    }

    private static Value value(EntityKey key) {
        return key.joinKeys().values().iterator().next();
    }

    @Test
    void emptyBatchesDoNothing() {
        assertThat(store.read(FeatureRefs.of(VIEW, List.of("a")), List.of())).isEmpty();
        assertThat(store.write(List.of())).isEqualTo(new WriteResult(0, 0, List.of()));
    }

    @Test
    void missingNullAndPresentAreToldApart() {
        Value unset = Value.getDefaultInstance();
        Value explicit = Value.newBuilder().setNullVal(Null.NULL).build();
        store.write(List.of(row(VIEW, U1, T0, Map.of("a", Values.int64(0), "b", unset, "c", explicit))));
        FeatureVector vector = store.read(FeatureRefs.of(VIEW, List.of("a", "b", "c", "d")), U1);
        assertThat(vector.found()).isTrue();
        assertThat(vector.presence("a")).isEqualTo(Presence.PRESENT);
        assertThat(vector.presence("b")).isEqualTo(Presence.NULL_VALUE);
        assertThat(vector.presence("c")).isEqualTo(Presence.NULL_VALUE);
        assertThat(vector.presence("d")).isEqualTo(Presence.NOT_FOUND);

        FeatureVector nobody = store.read(FeatureRefs.of(VIEW, List.of("a")), EntityKey.of("user_id", "nobody"));
        assertThat(nobody).isEqualTo(FeatureVector.missing(FeatureRefs.of(VIEW, List.of("a"))));
        assertThat(store.read(FeatureRefs.of("other_view", List.of("a")), U1).found())
                .isFalse();
    }

    @Test
    void readWithoutFeaturesTellsTheEventTime() {
        store.write(List.of(row(VIEW, U1, T0, Map.of("a", Values.int64(1)))));
        assertThat(store.read(FeatureRefs.of(VIEW, List.of()), U1).eventTimeOf(VIEW))
                .isEqualTo(T0);
    }

    @Test
    void viewWithoutEntitiesHasOneRow() {
        FeatureRow row = row(VIEW, EntityKey.none(), T0, Map.of("a", Values.int64(1)));
        store.write(List.of(row.toBuilder().clearJoinKeys().build()));
        assertThat(store.read(FeatureRefs.of(VIEW, List.of("a")), EntityKey.none())
                        .value("a"))
                .isEqualTo(Values.int64(1));
        assertThat(store.write(List.of(row)).stale()).isEqualTo(1);
    }

    @Test
    void olderAndEqualEventTimesAreStale() {
        assertThat(write(T0, 1)).isEqualTo(1);
        assertThat(write(T0, 2)).isZero();
        assertThat(write(T0.minusNanos(1), 3)).isZero();
        assertThat(write(T0.minusSeconds(1), 4)).isZero();
        assertThat(current()).isEqualTo(1);
        assertThat(write(T0.plusNanos(1), 5)).isEqualTo(1);
        assertThat(current()).isEqualTo(5);
        assertThat(write(T0.plusSeconds(1).minusMillis(123), 6)).isEqualTo(1);
        assertThat(current()).isEqualTo(6);
    }

    @Test
    void timesBeforeAndAtTheEpochAreOrderedToo() {
        List<Instant> times = List.of(
                Instant.parse("0001-01-01T00:00:00Z"),
                Instant.parse("1950-06-01T00:00:00.5Z"),
                Instant.ofEpochSecond(-1, 1),
                Instant.ofEpochSecond(-1, 999_999_999),
                Instant.EPOCH,
                Instant.ofEpochSecond(0, 1),
                Instant.parse("9999-12-31T23:59:59.999999999Z"));
        for (int i = 0; i < times.size(); i++) {
            assertThat(write(times.get(i), i))
                    .as("first write at %s", times.get(i))
                    .isEqualTo(1);
            for (int older = 0; older <= i; older++) {
                assertThat(write(times.get(older), -1))
                        .as("%s after %s", times.get(older), times.get(i))
                        .isZero();
            }
            assertThat(current()).isEqualTo(i);
        }
    }

    @Test
    void rowsOfOneEntityInOneBatchAreOrderedByEventTime() {
        WriteResult result =
                store.write(List.of(at(T0.plusSeconds(2), 2), at(T0.plusSeconds(1), 1), at(T0.plusSeconds(3), 3)));
        assertThat(result).isEqualTo(new WriteResult(2, 1, List.of()));
        assertThat(current()).isEqualTo(3);
    }

    @Test
    void viewsOfOneEntityHaveTheirOwnTimes() {
        store.write(List.of(row("b", U1, T0, Map.of("n", Values.int64(1)))));
        store.write(List.of(row("a", U1, T0.minusSeconds(9), Map.of("n", Values.int64(2)))));
        assertThat(store.read(FeatureRefs.of("a", List.of("n")), U1).number("n"))
                .hasValue(2);
        assertThat(store.read(FeatureRefs.of("b", List.of("n")), U1).number("n"))
                .hasValue(1);
    }

    @Test
    void oneReadSpansViewsThatShareTheirJoinKeys() {
        store.write(List.of(row("a", U1, T0, Map.of("n", Values.int64(1), "m", Values.int64(2)))));
        store.write(List.of(row("b", U1, T0.plusSeconds(1), Map.of("n", Values.int64(3)))));
        FeatureRefs refs = FeatureRefs.of(List.of(
                FeatureRef.parse("b:n"), FeatureRef.parse("a:m"), FeatureRef.parse("c:n"), FeatureRef.parse("a:n")));
        FeatureVector vector = store.read(refs, U1);
        assertThat(vector.number("b:n")).hasValue(3);
        assertThat(vector.number("m")).hasValue(2);
        assertThat(vector.presence("c:n")).isEqualTo(Presence.NOT_FOUND);
        assertThat(vector.number("a:n")).hasValue(1);
        assertThat(vector.eventTime(0)).isEqualTo(T0.plusSeconds(1));
        assertThat(vector.eventTime(1)).isEqualTo(T0);
        assertThat(vector.eventTime(2)).isNull();
        assertThat(vector.found()).isFalse();
    }

    @Test
    void featureThatARowOmitsKeepsItsValueAsInFeast() {
        store.write(List.of(row(VIEW, U1, T0, Map.of("a", Values.int64(1), "b", Values.int64(1)))));
        store.write(List.of(row(VIEW, U1, T0.plusSeconds(1), Map.of("a", Values.int64(2)))));
        FeatureRefs refs = FeatureRefs.of(VIEW, List.of("a", "b"));
        Map<String, Value> merged = Map.of("a", Values.int64(2), "b", Values.int64(1));
        assertThat(store.read(refs, U1)).isEqualTo(Rows.vector(refs, merged, T0.plusSeconds(1)));
    }

    @Test
    void badRowRefusesTheWholeBatch() {
        FeatureRow bad = FeatureRow.newBuilder().setFeatureView(VIEW).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.write(List.of(at(T0, 1), bad)))
                .withMessageContaining("event_time");
        assertThat(store.read(FeatureRefs.of(VIEW, List.of("n")), U1).found()).isFalse();
    }

    @Test
    void wideRowsAreWrittenWhole() {
        List<String> names = IntStream.range(0, 5000).mapToObj(i -> "f" + i).toList();
        var features = new java.util.HashMap<String, Value>();
        names.forEach(name -> features.put(name, Values.text(name)));
        assertThat(store.write(List.of(row(VIEW, U1, T0, features))).written()).isEqualTo(1);
        FeatureRefs refs = FeatureRefs.of(VIEW, names);
        assertThat(store.read(refs, U1)).isEqualTo(Rows.vector(refs, features, T0));
    }

    /** Every row says its own event time in each feature: a torn row or a step back in time would show. */
    @Test
    void concurrentWritersNeverStepBackAndNeverTearARow() throws Exception {
        int writers = 4;
        int rows = 300;
        ExecutorService pool = Executors.newFixedThreadPool(writers + 1);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int seed = writer;
                tasks.add(() -> writeShuffled(seed, rows));
            }
            var watched = pool.submit(() -> watch(rows));
            int written = 0;
            for (var done : pool.invokeAll(tasks)) {
                written += done.get();
            }
            assertThat(written).isBetween(1, rows);
            assertThat(watched.get()).isEqualTo(rows - 1);
        } finally {
            pool.shutdownNow();
        }
    }

    private int writeShuffled(int seed, int count) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        int written = 0;
        for (int start = 0; start < count; start += 10) {
            List<FeatureRow> batch = order.subList(start, Math.min(count, start + 10)).stream()
                    .map(i -> row(VIEW, U1, T0.plusMillis(i), Map.of("a", Values.int64(i), "b", Values.int64(i))))
                    .toList();
            written += store.write(batch).written();
        }
        return written;
    }

    private long watch(int count) {
        long newest = -1;
        while (newest < count - 1) {
            FeatureVector vector = store.read(FeatureRefs.of(VIEW, List.of("a", "b")), U1);
            if (vector.found()) {
                long a = (long) vector.number("a").orElseThrow();
                assertThat(vector.number("b")).hasValue((double) a);
                assertThat(vector.eventTimeOf(VIEW)).isEqualTo(T0.plusMillis(a));
                assertThat(a).isGreaterThanOrEqualTo(newest);
                newest = a;
            }
        }
        return newest;
    }

    private int write(Instant eventTime, long n) {
        return store.write(List.of(at(eventTime, n))).written();
    }

    private static FeatureRow at(Instant eventTime, long n) {
        return row(VIEW, U1, eventTime, Map.of("n", Values.int64(n)));
    }

    private long current() {
        return (long)
                store.read(FeatureRefs.of(VIEW, List.of("n")), U1).number("n").orElseThrow();
    }
}
