package dev.millrace.load.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FlowBookTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00.000250Z");
    private static final RunTime TIME = new RunTime(BEGIN, Clock.fixed(BEGIN, ZoneOffset.UTC));
    private static final Duration WARM_UP = Duration.ofSeconds(1);

    private record Result(int key, long index, long arrivedMicros) {
        long dueMicros() {
            return index * 20_000 + key * 10L;
        }
    }

    @Property(tries = 200)
    void agreesWithANaiveFoldOverAnyHistory(@ForAll long seed) {
        var random = new Random(seed);
        List<Result> history = history(random);
        var table = new OwedTable(Duration.ofMinutes(5));
        for (int key = 0; key < 4; key++) {
            for (long index = 0; index < 200; index++) {
                table.owe(key, index, key, new Result(key, index, 0).dueMicros());
            }
        }
        var book = new FlowBook(TIME, WARM_UP);
        for (Result result : history) {
            long published = BEGIN.toEpochMilli() + result.arrivedMicros() / 1000;
            book.result(
                    table.settle(result.key(), result.index()),
                    result.key(),
                    result.index(),
                    published,
                    result.arrivedMicros());
        }
        checkCounts(book, history);
        checkLatencies(book, history);
    }

    private static List<Result> history(Random random) {
        List<Result> history = new ArrayList<>();
        for (int key = 0; key < 4; key++) {
            for (long index = 0; index < 205; index++) { // the last five are not owed
                int times = random.nextInt(10) == 0 ? random.nextInt(3) : 1; // lost, or repeated
                for (int i = 0; i < times; i++) {
                    history.add(new Result(key, index, 0));
                }
            }
        }
        history.sort((a, b) -> Long.compare(a.index(), b.index()));
        for (int i = 0; i < history.size() / 20; i++) {
            int at = random.nextInt(history.size() - 1);
            Collections.swap(history, at, Math.min(history.size() - 1, at + random.nextInt(20)));
        }
        List<Result> timed = new ArrayList<>();
        long now = 0;
        for (Result result : history) {
            now = Math.max(now, result.dueMicros()) + random.nextInt(5_000);
            timed.add(new Result(result.key(), result.index(), now));
        }
        return timed;
    }

    private static void checkCounts(FlowBook book, List<Result> history) {
        Set<List<Long>> seen = new HashSet<>();
        Map<Integer, Long> newest = new HashMap<>();
        long duplicates = 0;
        long unowed = 0;
        long outOfOrder = 0;
        for (Result result : history) {
            if (result.index() >= 200) {
                unowed++;
            } else if (!seen.add(List.of((long) result.key(), result.index()))) {
                duplicates++;
            } else if (newest.getOrDefault(result.key(), -1L) > result.index()) {
                outOfOrder++;
            } else {
                newest.put(result.key(), result.index());
            }
        }
        FlowCounts counts = book.counts();
        assertThat(counts).isEqualTo(new FlowCounts(seen.size(), duplicates, unowed, unowed, outOfOrder));
        assertThat(counts.lost(800)).isEqualTo(800 - seen.size());
    }

    private static void checkLatencies(FlowBook book, List<Result> history) {
        var published = new Histogram(LatencyBook.MAX_MICROS, 3);
        var witnessed = new Histogram(LatencyBook.MAX_MICROS, 3);
        Set<List<Long>> seen = new HashSet<>();
        Map<Long, Long> bySecond = new HashMap<>();
        for (Result result : history) {
            if (result.index() >= 200 || !seen.add(List.of((long) result.key(), result.index()))) {
                continue;
            }
            bySecond.merge(result.arrivedMicros() / 1_000_000, 1L, Long::sum);
            if (result.dueMicros() >= 1_000_000) {
                // The begin is 250 µs after a millisecond; the timestamp counts from that millisecond.
                long at = result.arrivedMicros() / 1000 * 1000 - 250;
                published.recordValue(Math.max(0, at - result.dueMicros()));
                witnessed.recordValue(result.arrivedMicros() - result.dueMicros());
            }
        }
        assertThat(book.published()).isEqualTo(published);
        assertThat(book.witnessed()).isEqualTo(witnessed);
        assertThat(book.seconds()).hasSize(bySecond.size()).allSatisfy(point -> assertThat(point.count())
                .isEqualTo(bySecond.get(point.second())));
    }

    @Test
    void warmUpIsKeptApartAndAnHourCountsAsTenMinutes() {
        var book = new FlowBook(TIME, WARM_UP);
        long begin = BEGIN.toEpochMilli();
        book.result(OwedEntry.of(0, 999_999), 0, 1, begin + 1_100, 1_150_000);
        book.result(OwedEntry.of(0, 1_000_000), 0, 2, begin + 3_600_000, 3_600_000_000L);
        assertThat(book.publishedInWarmUp().getTotalCount()).isEqualTo(1);
        assertThat(book.publishedInWarmUp().getMaxValue()).isBetween(99_000L, 101_000L);
        assertThat(book.published().getTotalCount()).isEqualTo(1);
        assertThat(book.published().getMinNonZeroValue()).isBetween(599_000_000L, 600_000_000L);
    }

    @Test
    void indicesOfDifferentLanesAreInNoOrder() {
        var order = new KeyOrder();
        assertThat(order.inOrder(100, 0, 9)).isTrue();
        assertThat(order.inOrder(100, 1, 3)).isTrue();
        assertThat(order.inOrder(100, 1, 2)).isFalse();
        assertThat(order.inOrder(99, 1, 2)).isTrue();
    }

    @Test
    void secondsWithoutResultsHaveNoLatencyAndNoThroughput() {
        var series = FlowCurves.series(
                "sensor",
                1,
                List.of(new SecondPoint(9, 5, 1000, 2000, 3000), new SecondPoint(11, 1, 500, 500, 500)),
                Duration.ofSeconds(10));
        assertThat(series.get(0).name()).isEqualTo("sensor p50");
        assertThat(series.get(0).seconds()).containsExactly(-1., 0., 1.);
        assertThat(series.get(0).values()).containsExactly(1., null, .5);
        assertThat(series.get(3).values()).containsExactly(5., 0., 1.);
    }

    @Test
    void aDistributionIsInMilliseconds() {
        var histogram = new Histogram(LatencyBook.MAX_MICROS, 3);
        histogram.recordValue(1500);
        var distribution = FlowCurves.distribution("sensor", 2, histogram);
        assertThat(distribution.count()).isEqualTo(1);
        assertThat(distribution.values()).allMatch(value -> value == 1.5);
    }
}
