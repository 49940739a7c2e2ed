package dev.millrace.inference.worker;

import static dev.millrace.inference.worker.TestPlatform.SENSORS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.inference.worker.stream.Guarantee;
import dev.millrace.servicekit.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker stands still for longer than its session lasts (3 s), is put out of the group with work in hand, and goes on. */
class StandstillTest {
    private static final Duration STILL = Duration.ofSeconds(5);

    @Test
    void whoStoodStillJoinsAgainAndNothingIsLostOrTwice(@TempDir Path folder) throws Exception {
        try (var platform = TestPlatform.start(folder)) {
            platform.publish(SENSORS, TinyModels.anomaly(4, List.of(List.of("a", "b")), 1));
            try (var worker =
                            platform.sensorWorker("w1", Guarantee.EXACTLY_ONCE).awaitReady();
                    var traffic = new Traffic(platform, 200);
                    var scores = platform.scores()) {
                scores.await("scores", () -> scores.first.size() > 100);
                worker.standStill();
                scores.follow(STILL);
                worker.goOn();
                int sent = traffic.stop();
                scores.awaitAll(sent);
                scores.assertScores(1);
                assertThat(scores.contradictions).isEmpty();
                assertThat(scores.disorder).isEmpty();
                assertThat(scores.duplicates()).isZero();
                platform.awaitNoLag(Guarantee.EXACTLY_ONCE);
                assertThat(worker.stop()).isEqualTo(ServiceProcess.TERMINATED);
            }
        }
    }
}
