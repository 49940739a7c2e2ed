package dev.millrace.streams.kafka;

import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.FeatureSnapshot;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Scores of one sensor, one a minute: a long calm, a burst far above the threshold, and calm again. */
final class SampleScores {
    private static final long START = 1_700_000_000_000L;
    private static final int CALM = 300;
    private static final int BURST = 20;

    private SampleScores() {}

    static List<AnomalyScore> of(String sensor, long seed) {
        var random = new Random(seed);
        List<AnomalyScore> scores = new ArrayList<>();
        for (int i = 0; i < 2 * CALM; i++) {
            boolean anomalous = i >= CALM && i < CALM + BURST;
            double score = (anomalous ? 40 : 1) + .2 * random.nextGaussian();
            long end = START + i * 60_000L;
            scores.add(new AnomalyScore(
                    sensor,
                    end - 15 * 60_000L,
                    end,
                    score,
                    3,
                    anomalous,
                    Map.of("value", 1.0),
                    new ModelRef("sensor-anomaly", "v1"),
                    new SourceRef("sensor-readings", 0, i),
                    new FeatureSnapshot(end, Map.of("robustZ", anomalous ? 30.0 : .5), null),
                    Timings.of(Map.of("run", 5.0)),
                    "00-11111111111111111111111111111111-2222222222222222-01"));
        }
        return scores;
    }
}
