package dev.millrace.load.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.AnomalyAlert.Status;
import dev.millrace.contracts.Topics;
import dev.millrace.load.plan.PlannedEvent;
import dev.millrace.load.plan.SensorSample;
import dev.millrace.load.plan.WindowRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensorResultsTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");
    private static final RunTime TIME = new RunTime(BEGIN, Clock.systemUTC());
    private static final PlainSensors NAMES = new PlainSensors(4);
    private static final WindowRule RULE = new WindowRule(4, 2);
    private static final long MILLI = 1_000_000;

    /** Two processes with two sensors each; each sensor a reading every 100 ms, 20 in all. */
    private static List<PlannedEvent<SensorSample>> plan(int process) {
        var events = new ArrayList<PlannedEvent<SensorSample>>();
        for (long sample = 0; sample < 20; sample++) {
            events.add(new PlannedEvent<>(sample * 100 * MILLI, new SensorSample(process, sample)));
            events.add(new PlannedEvent<>(sample * 100 * MILLI, new SensorSample(process + 2, sample)));
        }
        return events;
    }

    private final OwedSensors owed =
            new OwedSensors(2, process -> new ListPlan<>(plan(process)), RULE, OwedSensors.REMEMBERED);
    private final SensorResults results = new SensorResults(owed, NAMES, TIME, Duration.ZERO);

    @Test
    void onlyReadingsThatCompleteAWindowOweAScore() {
        owed.advance(0, 350 * MILLI);
        assertThat(owed.registered()).isEqualTo(4); // sample 3 of each sensor
        owed.advance(10_000 * MILLI, 0);
        assertThat(owed.registered()).isEqualTo(4 * 9);
    }

    @Test
    void theSendersFinalCountsBoundWhatIsOwed() {
        owed.advance(10_000 * MILLI, 0);
        assertThat(owed.owedBy(40, 40)).isEqualTo(4 * 9);
        assertThat(owed.owedBy(40, 7))
                .isEqualTo(2 * 9 + 1); // of the second: samples 0 to 2, then sample 3 of its first sensor
        assertThat(owed.owedBy(0, 0)).isZero();
        assertThatThrownBy(() -> owed.owedBy(41, 0)).hasMessageContaining("41").hasMessageContaining("same settings");
        assertThatThrownBy(() -> owed.owedBy(40)).hasMessageContaining("2 processes");
        assertThat(new FlowCounts(17, 0, 0, 0, 0).lost(owed.owedBy(40, 7))).isEqualTo(2);
    }

    @Test
    void scoresAreBookedByTheirWindow() {
        owed.advance(2_000 * MILLI, 0);
        score("s-3", 3, 312); // due at 300 ms
        score("s-3", 7, 720);
        score("s-3", 5, 730); // after a later one
        score("s-3", 5, 731);
        score("s-3", 4, 740); // no window ends there
        score("s-9", 3, 740); // not of this run
        results.onScore(Results.record(Topics.ANOMALY_SCORES, "s-1", "nonsense".getBytes(UTF_8), 0), 0);
        results.onScore(Results.record(Topics.ANOMALY_SCORES, "s-1", null, 0), 0);
        assertThat(results.book().counts()).isEqualTo(new FlowCounts(3, 1, 4, 1, 1));
        assertThat(results.book().published().getMaxValue()).isBetween(230_000L, 230_200L);
        assertThat(results.book().published().getMinValue()).isBetween(12_000L, 12_010L);
        assertThat(results.book().witnessed().getMinValue()).isBetween(13_000L, 13_010L);
    }

    @Test
    void anUnusualFormIsParsed() {
        owed.advance(2_000 * MILLI, 0);
        String json = "{ \"model\":{\"version\":\"v\"}, \"windowEnd\":" + NAMES.time(0, 3) + ",\"sensorId\":\"s-0\"}";
        results.onScore(Results.record(Topics.ANOMALY_SCORES, "s-0", json.getBytes(UTF_8), 0), 0);
        assertThat(results.book().counts().settled()).isEqualTo(1);
    }

    @Test
    void anAlertIsKeptFromItsFirstStepToItsLast() {
        alert("a", "s-1", Status.FIRING, 10, 20);
        alert("a", "s-1", Status.FIRING, 10, 20);
        alert("a", "s-1", Status.RESOLVED, 10, 40);
        alert("b", "s-1", Status.FIRING, 50, 50);
        alert("c", "somebody's", Status.FIRING, 50, 50);
        results.onAlert(Results.record(Topics.ANOMALY_ALERTS, "s-1", "nonsense".getBytes(UTF_8), 0));
        assertThat(results.alerts()).containsExactly(new AlertSpan("s-1", 10, 40), new AlertSpan("s-1", 50, 50));
        assertThat(results.duplicateAlertSteps()).isEqualTo(1);
    }

    private void score(String sensorId, long sample, long atMillis) {
        results.onScore(
                Results.scored(sensorId, NAMES.time(0, sample), BEGIN.toEpochMilli() + atMillis),
                (atMillis + 1) * 1000);
    }

    private void alert(String alertId, String sensorId, Status status, long start, long at) {
        results.onAlert(Results.record(
                Topics.ANOMALY_ALERTS, sensorId, Results.alert(alertId, sensorId, status, start, at), 0));
    }
}
