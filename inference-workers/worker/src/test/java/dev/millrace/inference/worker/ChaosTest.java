package dev.millrace.inference.worker;

import static dev.millrace.inference.worker.TestPlatform.SENSORS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Topics;
import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.inference.worker.stream.Guarantee;
import dev.millrace.servicekit.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Workers are killed at random moments, working or just starting, and come back after random times, while requests flow. Kills:
 * {@code -Dmillrace.chaos.kills} (4); seed: {@code -Dmillrace.chaos.seed} (1).
 */
class ChaosTest {
    private static final int KILLS = Integer.getInteger("millrace.chaos.kills", 3);
    private static final long SEED = Long.getLong("millrace.chaos.seed", 1);
    private static final int PER_SECOND = 500;

    @ParameterizedTest
    @EnumSource
    void workersDieAgainAndAgainAndThePromiseHolds(Guarantee guarantee, @TempDir Path folder) throws Exception {
        var random = new Random(SEED);
        var workers = new ServiceProcess[3];
        var ended = new AtomicInteger();
        long start = System.nanoTime();
        try (var platform = TestPlatform.start(folder)) {
            platform.publish(SENSORS, TinyModels.anomaly(4, List.of(List.of("a", "b")), 1));
            try (var traffic = new Traffic(platform, PER_SECOND);
                    var scores = platform.scores();
                    var deadLetters = platform.results(Topics.DEAD_LETTERS)) {
                for (int i = 0; i < workers.length; i++) {
                    workers[i] = platform.sensorWorker("w" + i, guarantee);
                }
                scores.await("first scores", () -> scores.first.size() > 100);
                for (int kill = 0; kill < KILLS; kill++) {
                    scores.follow(Duration.ofMillis(200 + random.nextInt(1200)));
                    int victim = random.nextInt(workers.length);
                    workers[victim].kill();
                    scores.follow(Duration.ofMillis(random.nextInt(1000)));
                    workers[victim] = platform.sensorWorker("w" + victim, guarantee);
                }
                int sent = traffic.stop();
                try {
                    scores.awaitAll(sent, () -> ended.addAndGet(restartEnded(platform, workers, guarantee)));
                    platform.awaitNoLag(guarantee);
                } catch (AssertionError | ConditionTimeoutException e) {
                    for (ServiceProcess worker : workers) {
                        System.out.println(worker.log());
                    }
                    throw e;
                }
                System.out.printf(
                        "chaos %s: sent %d, results %d, lost %d, duplicates %d, kills %d, ended by themselves %d, out of order %d, %.1f s, seed %d%n",
                        guarantee.label(),
                        sent,
                        scores.arrivals.size(),
                        sent - scores.first.size(),
                        scores.duplicates(),
                        KILLS,
                        ended.get(),
                        scores.disorder.size(),
                        (System.nanoTime() - start) / 1e9,
                        SEED);
                scores.assertScores(1);
                assertThat(scores.contradictions).isEmpty();
                assertThat(deadLetters.await("none", found -> true).records).isEmpty();
                if (guarantee != Guarantee.SHARE) {
                    assertThat(scores.disorder).isEmpty();
                }
                if (guarantee == Guarantee.EXACTLY_ONCE) {
                    assertThat(scores.duplicates()).isZero();
                }
            } finally {
                for (ServiceProcess worker : workers) {
                    if (worker != null) {
                        worker.kill();
                    }
                }
            }
        }
    }

    /**
     * As whoever runs workers does: one that ended by itself is started again. It may end so when its transaction is lost, which a
     * machine that stands still for as long as a transaction lasts does to all of them at once.
     */
    private static int restartEnded(TestPlatform platform, ServiceProcess[] workers, Guarantee guarantee) {
        int ended = 0;
        try {
            for (int i = 0; i < workers.length; i++) {
                if (!workers[i].alive()) {
                    if (!workers[i].log().contains("begins anew")) {
                        throw new IllegalStateException("w" + i + " ended without a reason:\n" + workers[i].log());
                    }
                    workers[i] = platform.sensorWorker("w" + i, guarantee);
                    ended++;
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return ended;
    }
}
