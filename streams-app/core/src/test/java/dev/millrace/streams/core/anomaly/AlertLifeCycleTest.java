package dev.millrace.streams.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.AnomalyAlert;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AlertLifeCycleTest {
    private final Scores scores = new Scores(AlertConfig.defaults(), 7);

    @Test
    void ordinaryScoresRaiseNothing() {
        assertThat(scores.ordinary(3000).alerts).isEmpty();
    }

    @Test
    void anomalyFiresThenResolvesUnderOneId() {
        scores.ordinary(300).anomalous(30).ordinary(100);
        AnomalyAlert first = scores.alerts.get(0);
        AnomalyAlert last = scores.alerts.get(scores.alerts.size() - 1);
        assertThat(first.status()).isEqualTo(AnomalyAlert.Status.FIRING);
        assertThat(first.alertId()).isEqualTo("s@" + first.startedAt());
        assertThat(first.cause()).isEqualTo(Causes.MODEL);
        assertThat(first.severity()).isBetween(5.0, 12.0);
        assertThat(first.endedAt()).isNull();
        assertThat(first.contributions().keySet()).containsExactly("a", "b", "c");
        assertThat(last.status()).isEqualTo(AnomalyAlert.Status.RESOLVED);
        assertThat(last.endedAt()).isEqualTo(last.updatedAt());
        assertThat(scores.alerts).extracting(AnomalyAlert::alertId).containsOnly(first.alertId());
    }

    @Test
    void firingAlertIsUpdatedSeldom() {
        scores.ordinary(300).anomalous(100);
        assertThat(scores.alerts).hasSizeBetween(2, 15);
    }

    @Test
    void rulesFireByTheirSignals() {
        for (String signal : List.of(Signals.STUCK, Signals.GAP)) {
            var fresh = new Scores(AlertConfig.defaults(), 1).ordinary(20);
            assertThat(fresh.send(1, Map.of(signal, 1.5))).singleElement().satisfies(alert -> assertThat(alert.cause())
                    .isEqualTo(signal));
        }
        scores.ordinary(200);
        AnomalyAlert range =
                scores.send(1, Map.of(Signals.RANGE, .5, "range.b", .5)).get(0);
        assertThat(range.cause()).isEqualTo(Causes.RANGE);
        assertThat(range.contributions()).containsExactly(Map.entry("b", 1.0));
    }

    @Test
    void rangeSaysNothingBeforeEnoughScores() {
        scores.ordinary(50);
        assertThat(scores.send(1, Map.of(Signals.RANGE, .5))).isEmpty();
    }

    @Test
    void coolDownHoldsBackTheNextAlertUnlessItIsMuchStronger() {
        scores.ordinary(200);
        scores.send(1, Map.of(Signals.STUCK, 1.1));
        scores.ordinary(10);
        assertThat(scores.alerts).hasSize(2);
        assertThat(scores.send(1, Map.of(Signals.STUCK, 1.2))).isEmpty();
        assertThat(scores.send(1, Map.of(Signals.RANGE, 1.0))).hasSize(1);
    }

    @Test
    void alertThatNeverEndsIsTakenAsTheNewNormal() {
        scores.ordinary(300).anomalous(800);
        assertThat(scores.alerts.get(scores.alerts.size() - 1).status()).isEqualTo(AnomalyAlert.Status.RESOLVED);
        assertThat(scores.state).isNotNull().satisfies(state -> assertThat(state.firing())
                .isFalse());
    }

    @Test
    void newModelWithAnotherScaleRaisesNothing() {
        scores.ordinary(600);
        scores.version = "v2";
        for (int i = 0; i < 600; i++) {
            scores.send(40 + i % 3, Map.of());
        }
        assertThat(scores.alerts).isEmpty();
    }

    @Test
    void strongAnomalyDuringTheWarmUpOfANewModelFires() {
        scores.ordinary(600);
        scores.version = "v2";
        scores.ordinary(10).anomalous(20);
        assertThat(scores.alerts).isNotEmpty();
    }

    @Test
    void replayedScoreReturnsTheSameStepAndCountsNothing() {
        scores.ordinary(300);
        scores.send(1, Map.of(Signals.STUCK, 2.0));
        List<AnomalyAlert> before = List.copyOf(scores.alerts);
        AlertState state = Objects.requireNonNull(scores.state);
        byte[] bytes = new AlertStateCodec().encode(state);
        List<AnomalyAlert> again = scores.send(scores.score(1, Map.of(Signals.STUCK, 2.0), scores.second - 1));
        assertThat(again).isEqualTo(before);
        assertThat(scores.send(scores.score(900, Map.of(), 3))).isEmpty();
        assertThat(new AlertStateCodec().encode(state)).isEqualTo(bytes);
    }

    @Test
    void badConfigurationNamesKeyAndValue() {
        assertThatThrownBy(() -> new AlertConfig(0, 5, 3, 3.5, .05, 96, 4000, .5, 4, 100, 120, 30))
                .hasMessageContaining("smoothing")
                .hasMessageContaining("0.0");
        assertThatThrownBy(() -> new AlertConfig(.1, 13, 3, 3.5, .05, 96, 4000, .5, 4, 100, 120, 30))
                .hasMessageContaining("modelSeverity");
        assertThatThrownBy(() -> new AlertConfig(.1, 5, 3, 3.5, .05, 96, 100, .5, 4, 100, 120, 30))
                .hasMessageContaining("tailWindow");
        assertThatThrownBy(() -> new AlertConfig(.1, 5, 3, 3.5, .05, 96, 4000, .5, 4, 100, 4, 30))
                .hasMessageContaining("longest");
    }
}
