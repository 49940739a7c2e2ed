package dev.millrace.load.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.FeatureSnapshot;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScoreHeadTest {
    @Test
    void readsWhatTheCodecWrites() {
        var score = new AnomalyScore(
                "pump-1",
                100,
                200,
                1.5,
                3,
                false,
                Map.of("a", .5, "b", .5),
                new ModelRef("sensor-anomaly", "v2"),
                new SourceRef("sensor-readings", 1, 7),
                new FeatureSnapshot(200, Map.of("robustZ", 2.0), "00ff"),
                Timings.of(Map.of("total", 4.0)),
                null);
        assertThat(ScoreHead.read(AnomalyScore.CODEC.encode(score))).isEqualTo(new ScoreHead("pump-1", 200, "v2"));
    }

    @Test
    void anythingElseIsNull() {
        assertThat(read("not json")).isNull();
        assertThat(read("{\"sensorId\":\"a\",\"windowEnd\":1}")).isNull();
        assertThat(read("{\"sensorId\":\"a\",\"windowEnd\":\"x\",\"model\":{\"version\":\"v1\"}}"))
                .isNull();
        assertThat(read("[]")).isNull();
    }

    private static @Nullable ScoreHead read(String json) {
        return ScoreHead.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
