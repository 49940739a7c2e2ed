package dev.millrace.inference.worker;

import static dev.millrace.inference.worker.TestPlatform.SENSORS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.inference.worker.stream.Guarantee;
import dev.millrace.servicekit.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The broker goes away for some seconds while requests flow; the worker process lives on. */
class OutageTest {
    private static final Duration AWAY = Duration.ofSeconds(3);

    @ParameterizedTest
    @EnumSource
    void aBrokerThatComesBackFindsNothingLost(Guarantee guarantee, @TempDir Path folder) throws Exception {
        try (var platform = TestPlatform.start(folder)) {
            platform.publish(SENSORS, TinyModels.anomaly(4, List.of(List.of("a", "b")), 1));
            try (var worker = platform.sensorWorker("w1", guarantee).awaitReady();
                    var traffic = new Traffic(platform, 200);
                    var scores = platform.scores()) {
                scores.await("scores", () -> scores.first.size() > 100);
                platform.stopBroker();
                scores.follow(AWAY);
                int away = traffic.sent();
                platform.startBroker();
                long back = System.nanoTime();
                scores.await("scores of what came meanwhile", () -> scores.first.containsKey((long) away));
                double seconds = (System.nanoTime() - back) / 1e9;
                int sent = traffic.stop();
                scores.awaitAll(sent);
                System.out.printf(
                        "outage %s: broker away %d s, caught up %.1f s after it is back, sent %d, lost %d, duplicates %d%n",
                        guarantee.label(),
                        AWAY.toSeconds(),
                        seconds,
                        sent,
                        sent - scores.first.size(),
                        scores.duplicates());
                scores.assertScores(1);
                assertThat(scores.contradictions).isEmpty();
                if (guarantee != Guarantee.SHARE) {
                    assertThat(scores.disorder).isEmpty();
                }
                if (guarantee == Guarantee.EXACTLY_ONCE) {
                    assertThat(scores.duplicates()).isZero();
                }
                platform.awaitNoLag(guarantee);
                assertThat(worker.stop()).isEqualTo(ServiceProcess.TERMINATED);
            }
        }
    }
}
