package dev.millrace.features.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.redis.RaceWriter.Wrote;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes write rows of the same entities and views, shuffled in event time, at full speed. Length:
 * {@code -Dmillrace.race.seconds} (3).
 */
@Timeout(600)
class RacingWritersTest {
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("millrace.race.seconds", 3));

    /** @param ids of the rows that have the newest time: the first that came is kept */
    private record Newest(long tick, Set<Long> ids) {}

    private record Place(int entity, int view) {}

    @Test
    void theNewestEventOfEveryEntityAndViewIsLeftAndNoReaderSeesTimeGoBackOrHalfARow(@TempDir Path folder)
            throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
                var store = RedisFeatureStore.connect(redis.uri(), "race");
                RaceWriter zero = RaceWriter.start(redis.uri(), 0, LENGTH);
                RaceWriter one = RaceWriter.start(redis.uri(), 1, LENGTH)) {
            zero.awaitReady();
            one.awaitReady();
            var end = new CompletableFuture<Void>();
            CompletableFuture<Long> reads = CompletableFuture.supplyAsync(() -> watch(store, end));
            long start = System.nanoTime();
            zero.go();
            one.go();
            List<Wrote> wrote = List.of(zero.awaitEnd(), one.awaitEnd());
            double seconds = (System.nanoTime() - start) / 1e9;
            end.complete(null);
            long seen = reads.join();

            Map<Place, Newest> expected = new HashMap<>();
            for (int writer = 0; writer < wrote.size(); writer++) {
                fold(expected, writer, wrote.get(writer).rows());
            }
            assertState(store, expected);
            long rows = wrote.stream().mapToLong(Wrote::rows).sum();
            long written = wrote.stream().mapToLong(Wrote::written).sum();
            long stale = wrote.stream().mapToLong(Wrote::stale).sum();
            long ties = expected.values().stream()
                    .filter(newest -> newest.ids().size() > 1)
                    .count();
            System.out.printf(
                    "race: %d + %d rows in %.1f s (%.0f rows/s), %d written, %d stale, %d entity views, %d ends in a tie, %d vectors read meanwhile%n",
                    wrote.get(0).rows(),
                    wrote.get(1).rows(),
                    seconds,
                    rows / seconds,
                    written,
                    stale,
                    expected.size(),
                    ties,
                    seen);
            assertThat(written + stale).isEqualTo(rows);
            assertThat(stale).as("rows that came late").isPositive();
            assertThat(ties).as("views that end with rows of the same time").isPositive();
            assertThat(seen).isPositive();
        }
    }

    /** What a plain loop over all rows leaves, in any order. */
    private static void fold(Map<Place, Newest> expected, int writer, long rows) {
        var race = new RaceRows(writer);
        for (long index = 0; index < rows; index++) {
            RaceRows.Row row = race.row(index);
            var place = new Place(row.entity(), row.view());
            Newest newest = expected.get(place);
            if (newest == null || newest.tick() < row.tick()) {
                newest = new Newest(row.tick(), new HashSet<>());
                expected.put(place, newest);
            }
            if (newest.tick() == row.tick()) {
                newest.ids().add(row.id());
            }
        }
    }

    private static void assertState(RedisFeatureStore store, Map<Place, Newest> expected) {
        for (int view = 0; view < RaceRows.VIEWS.size(); view++) {
            List<FeatureVector> vectors = read(store, view);
            for (int entity = 0; entity < RaceRows.ENTITIES; entity++) {
                FeatureVector vector = vectors.get(entity);
                Newest newest = expected.get(new Place(entity, view));
                if (newest == null) {
                    assertThat(vector.found()).isFalse();
                    continue;
                }
                assertThat(vector.eventTime(0)).isEqualTo(RaceRows.time(newest.tick()));
                assertThat(newest.ids()).contains(id(vector));
            }
        }
    }

    /** Returns how many vectors were found and right. */
    private static long watch(RedisFeatureStore store, CompletableFuture<Void> end) {
        Map<Place, Instant> last = new HashMap<>();
        long found = 0;
        for (int round = 0; !end.isDone(); round++) {
            int view = round % RaceRows.VIEWS.size();
            List<FeatureVector> vectors = read(store, view);
            for (int entity = 0; entity < vectors.size(); entity++) {
                FeatureVector vector = vectors.get(entity);
                Instant time = vector.eventTime(0);
                Instant before = last.get(new Place(entity, view));
                if (time == null) {
                    assertThat(before).as("a row that was there is gone").isNull();
                    continue;
                }
                if (before != null) {
                    assertThat(time).isAfterOrEqualTo(before);
                }
                assertThat(id(vector)).isNotNegative();
                last.put(new Place(entity, view), time);
                found++;
            }
        }
        return found;
    }

    private static List<FeatureVector> read(RedisFeatureStore store, int view) {
        return store.read(
                FeatureRefs.of(RaceRows.VIEWS.get(view), RaceRows.FEATURES),
                IntStream.range(0, RaceRows.ENTITIES).mapToObj(RaceRows::key).toList());
    }

    /** Which row the vector is of; all its features must be of the same. */
    private static long id(FeatureVector vector) {
        Set<Long> ids = new HashSet<>();
        for (String feature : RaceRows.FEATURES) {
            ids.add((long) vector.number(feature).orElseThrow());
        }
        assertThat(ids).hasSize(1);
        return ids.iterator().next();
    }
}
