package dev.millrace.inference.worker;

import static dev.millrace.inference.worker.TestPlatform.SENSORS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.AnomalyScore;
import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.inference.worker.stream.Guarantee;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models change under load, and a roll-back needs no load. Swaps: {@code -Dmillrace.swaps} (15). */
class SwapTest {
    private static final int SWAPS = Integer.getInteger("millrace.swaps", 15);
    /** After these the pools of the runtime have their size. */
    private static final int SETTLED = 5;

    private static final int PER_SECOND = 500;

    @Test
    void swapsLoseNothingMixNothingLeaveNoMemoryBehindAndARollBackLoadsNothing(@TempDir Path folder) throws Exception {
        try (var platform = TestPlatform.start(folder)) {
            publish(platform, 1);
            try (var worker = platform.sensorWorker("w1", Guarantee.EFFECTIVELY_ONCE)
                            .awaitReady();
                    var traffic = new Traffic(platform, PER_SECOND);
                    var scores = platform.scores()) {
                scores.follow(Duration.ofSeconds(3)); // the JVM warms up
                long calm = System.currentTimeMillis();
                scores.follow(Duration.ofSeconds(2));
                long swapping = System.currentTimeMillis();
                long settledKib = 0;
                for (int swap = 1; swap <= SWAPS; swap++) {
                    publish(platform, swap + 1);
                    String version = "v" + (swap + 1);
                    int from = scores.arrivals.size();
                    scores.await("scores of " + version, () -> serves(scores, from, version));
                    settledKib = swap == SETTLED ? worker.residentKib() : settledKib;
                }
                long end = System.currentTimeMillis();
                long lastKib = worker.residentKib();
                rollBack(platform, scores);
                int sent = traffic.stop();
                scores.awaitAll(sent);

                double before = scores.p99(calm, swapping);
                double during = scores.p99(swapping, end);
                System.out.printf(
                        "swaps %d in %.1f s: sent %d, lost %d, duplicates %d; p99 %.0f ms before, %.0f ms during (ratio %.2f);"
                                + " resident %d KiB after swap %d, %d KiB after the last (%+.1f %%)%n",
                        SWAPS,
                        (end - swapping) / 1e3,
                        sent,
                        sent - scores.first.size(),
                        scores.duplicates(),
                        before,
                        during,
                        during / before,
                        settledKib,
                        SETTLED,
                        lastKib,
                        100.0 * (lastKib - settledKib) / settledKib);
                assertThat(scores.duplicates()).isZero();
                scores.first.values().forEach(SwapTest::assertOfItsVersion);
                // One more from the built-in rule to v1, and the roll-back.
                assertThat(worker.metric("millrace_worker_model_swaps_total")).isEqualTo(SWAPS + 2);
                assertThat(worker.log()).containsOnlyOnce("loaded model sensor-anomaly/v" + SWAPS + "\n");
                assertThat(lastKib).isLessThan(settledKib + settledKib / 4);
                assertThat(TestPlatform.complaints(worker)).isEmpty();
                platform.awaitNoLag(SENSORS);
            }
        }
    }

    private static void rollBack(TestPlatform platform, Scores scores) throws Exception {
        String version = "v" + SWAPS;
        platform.registry.rollback(SENSORS);
        long announced = System.currentTimeMillis();
        int from = scores.arrivals.size();
        scores.await("scores of " + version + " again", () -> serves(scores, from, version));
        long again = scores.arrivals.stream()
                .skip(from)
                .filter(arrival -> arrival.version().equals(version))
                .mapToLong(Scores.Arrival::at)
                .findFirst()
                .orElseThrow();
        System.out.printf("roll-back: first result of the standby %d ms after the announcement%n", again - announced);
    }

    private static void publish(TestPlatform platform, int gain) throws Exception {
        String version = platform.publish(SENSORS, TinyModels.anomaly(4, List.of(List.of("a", "b")), gain));
        assertThat(version).isEqualTo("v" + gain);
    }

    private static boolean serves(Scores scores, int from, String version) {
        return scores.arrivals.stream().skip(from).anyMatch(arrival -> arrival.version()
                .equals(version));
    }

    /** Version N has gain N. */
    private static void assertOfItsVersion(AnomalyScore score) {
        int gain = Integer.parseInt(score.model().version().substring(1));
        assertThat(score.model().hash()).as("hash of v%s", gain).matches("[0-9a-f]{64}");
        assertThat(score.score()).as("by v%s", gain).isEqualTo(gain * Traffic.score(score.windowEnd()));
    }
}
