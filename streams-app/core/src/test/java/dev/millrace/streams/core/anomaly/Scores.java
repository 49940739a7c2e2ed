package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.FeatureSnapshot;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A life cycle fed with made-up scores, one window a second. */
final class Scores {
    final AlertLifeCycle lifeCycle;
    final List<AnomalyAlert> alerts = new ArrayList<>();
    private final Random random;

    @Nullable
    AlertState state;

    int second;
    String version = "v1";

    Scores(AlertConfig config, long seed) {
        lifeCycle = new AlertLifeCycle(config);
        random = new Random(seed);
    }

    Scores ordinary(int count) {
        for (int i = 0; i < count; i++) {
            send(Math.exp(.3 * random.nextGaussian()), Map.of());
        }
        return this;
    }

    Scores anomalous(int count) {
        for (int i = 0; i < count; i++) {
            send(500, Map.of());
        }
        return this;
    }

    List<AnomalyAlert> send(double value, Map<String, Double> signals) {
        return send(score(value, signals, second++));
    }

    List<AnomalyAlert> send(AnomalyScore score) {
        AlertLifeCycle.Step step = lifeCycle.onScore(state, score);
        state = step.state();
        alerts.addAll(step.alerts());
        return step.alerts();
    }

    AnomalyScore score(double value, Map<String, Double> signals, int at) {
        return new AnomalyScore(
                "s",
                (at - 15) * 1000L,
                at * 1000L,
                value,
                20,
                value > 20,
                Map.of("a", .7, "b", .2, "c", .06, "d", .04),
                new ModelRef("sensor-anomaly", version),
                new SourceRef("sensor-readings", 0, at),
                new FeatureSnapshot(at * 1000L, signals, null),
                Timings.NONE,
                null);
    }
}
