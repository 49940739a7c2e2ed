package dev.millrace.streams.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AlertLifeCyclePropertyTest {
    private static final AlertStateCodec CODEC = new AlertStateCodec();
    private static final AlertConfig CONFIG = new AlertConfig(.3, 5, 3, 3.5, .05, 20, 200, .5, 3, 15, 30, 10);

    @Property(tries = 100)
    void stepsAlternateAndNothingIsNaN(@ForAll long seed) {
        String open = null;
        for (AnomalyAlert step : run(scores(seed), false)) {
            assertThat(step.severity()).isBetween(0.0, 12.0);
            assertThat(step.contributions().values()).allMatch(Double::isFinite);
            if (open == null) {
                assertThat(step.status()).isEqualTo(AnomalyAlert.Status.FIRING);
            } else {
                assertThat(step.alertId()).isEqualTo(open);
            }
            open = step.status() == AnomalyAlert.Status.FIRING ? step.alertId() : null;
        }
    }

    @Property(tries = 50)
    void stateKeptAsBytesGivesTheSameAlerts(@ForAll long seed) {
        assertThat(run(scores(seed), true)).isEqualTo(run(scores(seed), false));
    }

    @Property(tries = 50)
    void aScoreDeliveredTwiceGivesItsStepsTwiceAndNoOthers(@ForAll long seed) {
        List<AnomalyScore> twice = new ArrayList<>();
        for (AnomalyScore score : scores(seed)) {
            twice.add(score);
            twice.add(score);
        }
        List<AnomalyAlert> expected = new ArrayList<>();
        for (AnomalyAlert step : run(scores(seed), false)) {
            expected.add(step);
            expected.add(step);
        }
        assertThat(run(twice, false)).isEqualTo(expected);
    }

    private static List<AnomalyAlert> run(List<AnomalyScore> scores, boolean throughBytes) {
        var lifeCycle = new AlertLifeCycle(CONFIG);
        List<AnomalyAlert> alerts = new ArrayList<>();
        AlertState state = null;
        for (AnomalyScore score : scores) {
            AlertLifeCycle.Step step = lifeCycle.onScore(state, score);
            state = throughBytes ? CODEC.decode(CODEC.encode(step.state())) : step.state();
            alerts.addAll(step.alerts());
        }
        return alerts;
    }

    private static List<AnomalyScore> scores(long seed) {
        var random = new Random(seed);
        var source = new Scores(CONFIG, seed);
        List<AnomalyScore> scores = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            boolean burst = (i / 25) % 4 == 3;
            double value = Math.exp(random.nextGaussian()) * (burst ? Math.pow(10, random.nextInt(300)) : 1);
            Map<String, Double> signals = Map.of(
                    Signals.ROBUST_Z, Math.abs(random.nextGaussian()) * (burst ? 30 : 1),
                    Signals.RANGE, burst && random.nextInt(9) == 0 ? random.nextDouble() : 0.0,
                    Signals.STUCK, random.nextInt(150) == 0 ? 1.5 : 0.0);
            source.version = i < 250 ? "v1" : "v2";
            scores.add(source.score(value, signals, i));
        }
        return scores;
    }
}
