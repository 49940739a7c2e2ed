package dev.millrace.streams.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.WindowRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SensorWindowsTest {
    private static final WindowConfig CONFIG = new WindowConfig(4, 1, 16, 20, 12);
    private final SensorWindows windows = new SensorWindows(CONFIG);

    @Test
    void theReadingThatFillsAWindowClosesItAtOnce() {
        SensorState state = null;
        for (int i = 0; i < 3; i++) {
            SensorWindows.Step step = windows.onReading(state, reading(i, i));
            assertThat(step.outcome()).isEqualTo(new Outcome.Waiting(3 - i));
            state = step.state();
        }
        List<WindowRequest> sent = sent(windows.onReading(state, reading(3, 3)));
        assertThat(sent).singleElement().satisfies(window -> {
            assertThat(window.id()).isEqualTo("s@3000");
            assertThat(window.windowStart()).isZero();
            assertThat(window.window()).hasSize(4).isSorted();
            assertThat(window.signals()).containsKeys(Signals.ROBUST_Z, Signals.RELATION, Signals.CALIBRATING);
        });
    }

    @Test
    void duplicateTimestampChangesNothing() {
        SensorState state = fill(10);
        byte[] before = bytes(state);
        SensorWindows.Step step = windows.onReading(state, reading(7, 99));
        assertThat(step.outcome()).isEqualTo(new Outcome.Duplicate());
        assertThat(bytes(step.state())).isEqualTo(before);
    }

    @Test
    void readingOlderThanTheBufferIsTooLateAndChangesNothing() {
        SensorState state = fill(40);
        byte[] before = bytes(state);
        SensorWindows.Step step =
                windows.onReading(state, new SensorReading("s", 500, channels(1), new double[] {1}, null));
        assertThat(step.outcome()).isInstanceOfSatisfying(Outcome.TooLate.class, late -> assertThat(late.reason())
                .contains("older than the 12 retained readings"));
        assertThat(bytes(step.state())).isEqualTo(before);
    }

    @Test
    void lateReadingCorrectsTheWindowsThatContainIt() {
        SensorState state = null;
        for (int i = 0; i < 20; i++) {
            state = i == 17
                    ? state
                    : windows.onReading(state, reading(i, i % 5)).state();
        }
        List<WindowRequest> corrected = sent(windows.onReading(state, reading(17, 17 % 5)));
        assertThat(corrected).extracting(WindowRequest::windowEnd).containsExactly(17_000L, 18_000L, 19_000L);
    }

    @Test
    void otherChannelsRestartTheSensorAndOlderReadingsOfTheOldSetAreTooLate() {
        SensorState state = fill(20);
        SensorWindows.Step changed =
                windows.onReading(state, new SensorReading("s", 20_000, channels(2), new double[] {1, 2}, null));
        assertThat(changed.outcome()).isEqualTo(new Outcome.Waiting(3));
        assertThat(changed.state().readings()).isEqualTo(1);
        assertThat(windows.onReading(changed.state(), reading(19, 1)).outcome()).isInstanceOf(Outcome.TooLate.class);
    }

    @Test
    void constantChannelGivesFiniteWindows() {
        for (WindowRequest request : replay(40, i -> i == 39 ? 1e300 : 5)) {
            for (float value : request.window()) {
                assertThat(value).isBetween(-20f, 20f);
            }
            assertThat(request.signals().values()).allMatch(Double::isFinite);
        }
    }

    @Test
    void valueFarOutsideThePastIsARangeSignal() {
        List<WindowRequest> all = replay(60, i -> i == 59 ? 30 : i % 5);
        assertThat(all.get(all.size() - 1).signals().get(Signals.RANGE)).isGreaterThan(3);
        assertThat(all.get(all.size() - 2).signals()).doesNotContainKey(Signals.RANGE);
    }

    @Test
    void channelThatStopsChangingIsStuck() {
        List<WindowRequest> all = replay(80, i -> i < 60 ? i % 5 : 2);
        assertThat(all.get(all.size() - 1).signals().get(Signals.STUCK)).isGreaterThanOrEqualTo(1);
    }

    @Test
    void longSilenceIsAGap() {
        SensorState state = fill(40);
        Map<String, Double> signals =
                sent(windows.onReading(state, reading(80, 1))).get(0).signals();
        assertThat(signals.get(Signals.GAP)).isGreaterThan(1);
    }

    @Test
    void hopSendsEveryNthWindow() {
        var hopping = new SensorWindows(new WindowConfig(4, 2, 16, 20, 12));
        SensorState state = null;
        List<Long> ends = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            SensorWindows.Step step = hopping.onReading(state, reading(i, i));
            state = step.state();
            sent(step).forEach(window -> ends.add(window.windowEnd()));
        }
        assertThat(ends).containsExactly(3000L, 5000L, 7000L, 9000L);
    }

    @Test
    void badConfigurationNamesKeyAndValue() {
        assertThatThrownBy(() -> new WindowConfig(16, 1, 8, 20, 32))
                .hasMessageContaining("calibration")
                .hasMessageContaining("8");
        assertThatThrownBy(() -> new WindowConfig(1, 1, 8, 20, 32))
                .hasMessageContaining("size")
                .hasMessageContaining("1");
        assertThatThrownBy(() -> new WindowConfig(4, 5, 8, 20, 32)).hasMessageContaining("hop");
        assertThatThrownBy(() -> new WindowConfig(4, 1, 8, Double.NaN, 32)).hasMessageContaining("clip");
        assertThatThrownBy(() -> new WindowConfig(4, 1, 8, 20, 3)).hasMessageContaining("retained");
    }

    private List<WindowRequest> replay(int count, java.util.function.IntToDoubleFunction value) {
        SensorState state = null;
        List<WindowRequest> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SensorWindows.Step step = windows.onReading(state, reading(i, value.applyAsDouble(i)));
            state = step.state();
            all.addAll(sent(step));
        }
        return all;
    }

    private SensorState fill(int count) {
        SensorState state = windows.onReading(null, reading(0, 0)).state();
        for (int i = 1; i < count; i++) {
            state = windows.onReading(state, reading(i, i % 5)).state();
        }
        return state;
    }

    private static List<WindowRequest> sent(SensorWindows.Step step) {
        return step.outcome() instanceof Outcome.Windows due ? due.requests() : List.of();
    }

    private static byte[] bytes(SensorState state) {
        return new SensorStateCodec(CONFIG).encode(state);
    }

    private static String[] channels(int count) {
        return count == 1 ? new String[] {"a"} : new String[] {"a", "b"};
    }

    private static SensorReading reading(int second, double value) {
        return new SensorReading("s", second * 1000L, channels(1), new double[] {value}, null);
    }
}
