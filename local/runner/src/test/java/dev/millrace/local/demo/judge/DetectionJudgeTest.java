package dev.millrace.local.demo.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.demo.summary.DetectionSummary;
import dev.millrace.local.demo.traffic.Part;
import dev.millrace.local.demo.traffic.SensorTraffic;
import dev.millrace.local.demo.traffic.TruthWindow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DetectionJudgeTest {
    private static final long HOUR = 3_600_000;
    private static final List<TruthWindow> TRUTH = List.of(
            new TruthWindow("a", 10 * HOUR, 11 * HOUR, "spike"), new TruthWindow("b", 20 * HOUR, 21 * HOUR, "drift"));

    @Test
    void severalAlertsInOneWindowAreOneDetection() {
        DetectionSummary found = judge(
                TRUTH, new AlertSpan("a", 10 * HOUR + 60_000, 11 * HOUR), new AlertSpan("a", 11 * HOUR, 12 * HOUR));
        assertThat(found.detected()).isEqualTo(1);
        assertThat(found.eventRecall()).isEqualTo(.5);
        assertThat(found.falseAlarms()).isZero();
        assertThat(found.delaySeconds()).isEqualTo(60);
        assertThat(found.recallByKind()).isEqualTo(Map.of("drift", 0.0, "spike", 1.0));
    }

    @Test
    void anAlertFarFromEveryWindowOfItsSensorIsFalse() {
        DetectionSummary found = judge(
                TRUTH,
                new AlertSpan("a", 40 * HOUR, 41 * HOUR),
                new AlertSpan("b", 10 * HOUR, 10 * HOUR),
                new AlertSpan("unlabelled", 10 * HOUR, 10 * HOUR));
        assertThat(found.detected()).isZero();
        assertThat(found.falseAlarms()).isEqualTo(2);
        assertThat(found.falseAlarmsPerSensorDay()).isEqualTo(.5);
        assertThat(found.alertsOutsidePerThousand()).isEqualTo(.4);
        assertThat(found.delaySeconds()).isNull();
    }

    @Test
    void alertsOfTheTrainingPartAreNotJudged() {
        DetectionSummary found = judge(TRUTH, new AlertSpan("a", HOUR, 2 * HOUR));
        assertThat(found.alerts()).isZero();
        assertThat(found.falseAlarms()).isZero();
    }

    @Test
    void withoutTruthAlertsAreOnlyCounted() {
        DetectionSummary found = judge(null, new AlertSpan("a", 10 * HOUR, 10 * HOUR));
        assertThat(found.alerts()).isEqualTo(1);
        assertThat(found.eventRecall()).isNull();
        assertThat(found.falseAlarmsPerSensorDay()).isNull();
    }

    private static DetectionSummary judge(@Nullable List<TruthWindow> truth, AlertSpan... alerts) {
        var traffic = new SensorTraffic(
                Part.of(List.of()),
                Part.of(List.of()),
                2,
                truth,
                Set.of("a", "b"),
                5000,
                4,
                5 * HOUR,
                "after training");
        return DetectionJudge.judge(traffic, List.of(alerts));
    }
}
