package dev.millrace.streams.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.streams.core.anomaly.AlertEvaluation.Interval;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertEvaluationTest {
    @Test
    void severalAlertsInOneWindowAreOneDetectionAndNoFalseAlarm() {
        AlertEvaluation result = AlertEvaluation.of(
                Map.of(
                        "s",
                        List.of(
                                new Interval(15_000, 16_000),
                                new Interval(18_000, 30_000),
                                new Interval(50_000, 51_000))),
                Map.of("s", List.of(new Interval(10_000, 20_000), new Interval(80_000, 90_000))),
                0,
                2000,
                4);
        assertThat(result).isEqualTo(new AlertEvaluation(2, 1, 5, 1, 2000, 4));
        assertThat(result.recall()).isEqualTo(.5);
        assertThat(result.falseAlarmsPerSensorDay()).isEqualTo(.25);
        assertThat(result.falseAlarmsPerThousandReadings()).isEqualTo(.5);
    }

    @Test
    void alertJustBeforeTheWindowCountsOnlyWithSlackAndIfItReachesIn() {
        Map<String, List<Interval>> truth = Map.of("s", List.of(new Interval(10_000, 20_000)));
        Map<String, List<Interval>> reaching = Map.of("s", List.of(new Interval(9_000, 12_000)));
        Map<String, List<Interval>> ending = Map.of("s", List.of(new Interval(8_500, 9_000)));
        assertThat(AlertEvaluation.of(reaching, truth, 2_000, 1, 1).detected()).isEqualTo(1);
        assertThat(AlertEvaluation.of(reaching, truth, 0, 1, 1).falseAlarms()).isEqualTo(1);
        assertThat(AlertEvaluation.of(ending, truth, 2_000, 1, 1).falseAlarms()).isEqualTo(1);
    }

    @Test
    void alertsOfASensorWithoutTruthAreFalse() {
        AlertEvaluation result = AlertEvaluation.of(Map.of("x", List.of(new Interval(1, 2))), Map.of(), 0, 1, 1);
        assertThat(result.falseAlarms()).isEqualTo(1);
        assertThat(result.recall()).isEqualTo(1);
        assertThatThrownBy(() -> new Interval(2, 1)).hasMessageContaining("2").hasMessageContaining("1");
    }
}
