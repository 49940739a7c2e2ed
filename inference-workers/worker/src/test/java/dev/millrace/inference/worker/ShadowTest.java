package dev.millrace.inference.worker;

import static dev.millrace.inference.worker.TestPlatform.SENSORS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.contracts.PromotionGate;
import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.inference.registry.Publication;
import dev.millrace.inference.worker.stream.Guarantee;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A challenger in shadow is judged by its gate while two workers serve: end to end, as its publisher sees it. */
class ShadowTest {
    private static final List<List<String>> TYPES = List.of(List.of("a", "b"));
    /** The latency of models that take microseconds says nothing. */
    private static final PromotionGate GATE = PromotionGate.of(200L, 1_000.0, null, null, null);

    @Test
    void anEqualShadowGoesLiveAndOneThatDecidesOtherwiseIsRetired(@TempDir Path folder) throws Exception {
        try (var platform = TestPlatform.start(folder)) {
            platform.publish(SENSORS, TinyModels.anomaly(4, TYPES, 1));
            try (var one = platform.sensorWorker("w1", Guarantee.EFFECTIVELY_ONCE)
                            .awaitReady();
                    var two = platform.sensorWorker("w2", Guarantee.EFFECTIVELY_ONCE)
                            .awaitReady();
                    var traffic = new Traffic(platform, 500);
                    var scores = platform.scores()) {
                scores.await("scores of v1", () -> scores.first.size() > 100);

                // 9 of 9 windows would be anomalous instead of 2 of 3.
                assertThat(shadow(platform, 5)).isEqualTo("v2");
                ModelEntry bad = awaitVerdict(platform, scores, "v2");
                assertThat(bad.stage()).isEqualTo(Stage.RETIRED);
                assertThat(bad.reason()).contains("agreement");

                assertThat(shadow(platform, 1)).isEqualTo("v3");
                ModelEntry good = awaitVerdict(platform, scores, "v3");
                assertThat(good.stage()).isEqualTo(Stage.LIVE);
                assertThat(good.reason()).contains("agreement");
                System.out.printf("shadows: v2 %s; v3 %s%n", bad.reason(), good.reason());
                scores.await("scores of v3", () -> newestIs(scores, "v3"));

                scores.awaitAll(traffic.stop());
                scores.assertScores(1);
                assertThat(scores.arrivals).extracting(Scores.Arrival::version).containsOnly("v1", "v3");
                assertThat(platform.registry.live(SENSORS).orElseThrow().version())
                        .isEqualTo("v3");
                assertThat(one.log()).containsOnlyOnce("loaded model sensor-anomaly/v3");
                assertThat(TestPlatform.complaints(one)).isEmpty();
                assertThat(TestPlatform.complaints(two)).isEmpty();
            }
        }
    }

    private static String shadow(TestPlatform platform, float gain) throws Exception {
        var publication = new Publication(SENSORS, Stage.SHADOW, null, Map.of(), 0, GATE);
        return platform.registry
                .publish(publication, TinyModels.anomaly(4, TYPES, gain))
                .version();
    }

    private static ModelEntry awaitVerdict(TestPlatform platform, Scores scores, String version) throws Exception {
        Await.until("a verdict on " + version, () -> {
            scores.follow(Duration.ofMillis(200)); // each look opens a client
            return entry(platform, version).stage() != Stage.SHADOW;
        });
        return entry(platform, version);
    }

    private static ModelEntry entry(TestPlatform platform, String version) throws Exception {
        return platform.registry.list().stream()
                .filter(entry -> entry.version().equals(version))
                .findFirst()
                .orElseThrow();
    }

    private static boolean newestIs(Scores scores, String version) {
        int size = scores.arrivals.size();
        return scores.arrivals.get(size - 1).version().equals(version);
    }
}
