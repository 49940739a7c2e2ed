package dev.millrace.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.load.arrival.ConstantRate;
import dev.millrace.load.arrival.Spacing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SensorPlanTest {
    private static final Duration RUN = Duration.ofSeconds(20);

    @Test
    void twoWalkersMeetTheSameReadings() {
        SensorLoad load = Loads.sensors(1000, 1.1, 500, 0);
        assertThat(Loads.all(new SensorPlan(load, 1, 3, RUN)))
                .hasSizeGreaterThan(1000)
                .isEqualTo(Loads.all(new SensorPlan(load, 1, 3, RUN)));
    }

    @Test
    void theSharesOfAllProcessesAreTheWholeFlow() {
        SensorLoad load = Loads.sensors(1000, 1.1, 500, 0);
        List<PlannedEvent<SensorSample>> whole = Loads.all(new SensorPlan(load, 0, 1, RUN));
        for (int processes : new int[] {2, 3, 7}) {
            var merged = new ArrayList<PlannedEvent<SensorSample>>();
            for (int process = 0; process < processes; process++) {
                List<PlannedEvent<SensorSample>> share = Loads.all(new SensorPlan(load, process, processes, RUN));
                int mine = process;
                assertThat(share).allMatch(event -> event.event().sensor() % processes == mine);
                merged.addAll(share);
            }
            merged.sort(Comparator.comparingLong(PlannedEvent::dueNanos));
            assertThat(merged).isEqualTo(whole);
        }
    }

    @Test
    void aSensorsReadingsCountUpFromItsHistory() {
        SensorLoad load = Loads.sensors(50, .5, new ConstantRate(200, Spacing.EVEN), Wire.JSON, 0, 10, 7);
        Map<Integer, Long> last = new HashMap<>();
        for (PlannedEvent<SensorSample> event : Loads.all(new HistoryPlan(load, 1000))) {
            count(last, event.event());
        }
        assertThat(last).hasSize(10).containsEntry(9, 6L);
        for (PlannedEvent<SensorSample> event : Loads.all(new SensorPlan(load, 0, 1, RUN))) {
            count(last, event.event());
        }
        assertThat(last).hasSize(50);
    }

    private static void count(Map<Integer, Long> last, SensorSample sample) {
        assertThat(sample.sample()).isEqualTo(last.getOrDefault(sample.sensor(), -1L) + 1);
        last.put(sample.sensor(), sample.sample());
    }

    @Test
    void dueTimesRiseAndEndBeforeTheRun() {
        List<PlannedEvent<SensorSample>> all = Loads.all(new SensorPlan(Loads.sensors(10, 0, 100, 0), 0, 1, RUN));
        assertThat(all).isSortedAccordingTo(Comparator.comparingLong(PlannedEvent::dueNanos));
        assertThat(all.get(all.size() - 1).dueNanos()).isLessThan(RUN.toNanos());
    }

    @Test
    void aSensorThatWouldLeaveTheCalendarIsRefusedInWords() {
        SensorLoad hot = Loads.sensors(10, 2, 100_000, 0);
        assertThatThrownBy(() -> new SensorPlan(hot, 0, 1, Duration.ofMinutes(2)))
                .hasMessageContaining("'skew'")
                .hasMessageContaining("hottest of 10 sensors")
                .hasMessageContaining("more sensors, less skew or a shorter run");
    }

    @Test
    void badSettingsAreNamedWithTheirValue() {
        assertThatThrownBy(() -> Loads.sensors(0, 1, 1, 0)).hasMessageContaining("'sensors': '0'");
        assertThatThrownBy(() -> Loads.sensors(1, 1, 1, 1.5)).hasMessageContaining("'faultShare': '1.5'");
        assertThatThrownBy(() -> new SensorPlan(Loads.sensors(1, 1, 1, 0), 2, 2, RUN))
                .hasMessageContaining("'process': '2' of '2'");
        assertThatThrownBy(() -> new HistoryPlan(Loads.sensors(1, 1, 1, 0), 0)).hasMessageContaining("'rate': '0.0'");
    }

    @Test
    void namesAndTimesAreReadBackAndStrangersKnown() {
        var world = new SensorWorld(Loads.sensors(1000, 1, 1, 0), Loads.BEGIN);
        for (int sensor : new int[] {0, 35, 36, 999}) {
            assertThat(world.index(world.id(sensor))).isEqualTo(sensor);
            assertThat(new String(world.key(sensor), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(world.id(sensor));
        }
        for (String stranger : List.of("", "st1-", "st1-00", "st1-rs", "st1-A", "st2-1", "pump-1", "st1-1 ")) {
            assertThat(world.index(stranger)).as(stranger).isEqualTo(-1);
        }
        assertThat(world.sample(3, world.time(3, 12345))).isEqualTo(12345);
        assertThat(world.sample(3, world.time(3, 12345) + 1)).isEqualTo(-1);
        assertThat(world.sample(3, world.time(3, 0) - 1000)).isEqualTo(-1);
        assertThat(world.time(0, 0)).isEqualTo(Loads.BEGIN - 25L * 24 * 3600 * 1000);
    }
}
