package dev.millrace.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SensorSeriesTest {
    private final SensorSeries series = new SensorSeries();

    @Test
    void aReaderIsToldWhatItHasNotSeen() {
        add("a", 1);
        add("a", 2);
        SensorSeries.Slice first = series.since("a", 0);
        assertThat(first.points()).extracting(Point::time).containsExactly(1L, 2L);
        add("a", 3);
        SensorSeries.Slice next = series.since("a", first.count());
        assertThat(next.from()).isEqualTo(2);
        assertThat(next.points()).extracting(Point::time).containsExactly(3L);
        assertThat(series.since("a", next.count()).points()).isEmpty();
    }

    @Test
    void aReaderThatIsFarBehindBeginsAnew() {
        for (int i = 0; i < 2 * SensorSeries.POINTS; i++) {
            add("a", i);
        }
        SensorSeries.Slice slice = series.since("a", 5);
        assertThat(slice.from()).isEqualTo(SensorSeries.POINTS);
        assertThat(slice.points()).hasSize(SensorSeries.POINTS);
        assertThat(series.since("a", 10_000).points()).hasSize(SensorSeries.POINTS);
    }

    @Test
    void theUsualSensorIsTheLastThatAlerted() {
        assertThat(series.usual()).isNull();
        add("a", 1);
        add("b", 1);
        assertThat(series.usual()).isEqualTo("b");
        series.alerted("a");
        add("b", 2);
        assertThat(series.usual()).isEqualTo("a");
        series.alerted("never-scored");
        assertThat(series.usual()).isEqualTo("b");
    }

    @Test
    void onlySoManySensorsAreKept() {
        for (int i = 0; i <= SensorSeries.SENSORS; i++) {
            add("s" + i, 1);
        }
        assertThat(series.sensors()).hasSize(SensorSeries.SENSORS).doesNotContain("s0");
    }

    @Test
    void aCorrectedWindowDoesNotTurnTheLineBack() {
        add("a", 5);
        add("a", 3);
        assertThat(series.since("a", 0).points()).extracting(Point::time).containsExactly(5L);
    }

    @Test
    void watchedSensorsAreThoseOfTheLastCall() {
        series.watch(Set.of("a", "b"));
        series.watch(Set.of("b", "c"));
        assertThat(series.isWatched("a")).isFalse();
        assertThat(series.isWatched("b")).isTrue();
        assertThat(series.isWatched("c")).isTrue();
    }

    private void add(String sensor, long at) {
        series.add(sensor, new Point(at, 1, 2, false));
    }
}
