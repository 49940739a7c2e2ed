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

/** A second worker joins one that is at work, and leaves again; how long nobody answers a partition is printed. */
class ScaleOutTest {
    private static final int PER_SECOND = 500;
    private static final long BOUND_MILLIS = 5_000;

    @ParameterizedTest
    @EnumSource(names = {"EFFECTIVELY_ONCE", "SHARE"})
    void aSecondWorkerJoinsAndLeavesWhileRequestsFlow(Guarantee guarantee, @TempDir Path folder) throws Exception {
        try (var platform = TestPlatform.start(folder)) {
            platform.publish(SENSORS, TinyModels.anomaly(4, List.of(List.of("a", "b")), 1));
            try (var one = platform.sensorWorker("w1", guarantee).awaitReady();
                    var traffic = new Traffic(platform, PER_SECOND);
                    var scores = platform.scores()) {
                scores.follow(Duration.ofSeconds(3));
                long before = System.currentTimeMillis();
                try (var two = platform.sensorWorker("w2", guarantee)) {
                    Await.until("the second worker has joined", two::ready);
                    long ready = System.nanoTime();
                    long joined = System.currentTimeMillis();
                    Await.until("its first result", () -> two.metric("millrace_worker_results_total") > 0);
                    double firstMillis = (System.nanoTime() - ready) / 1e6;
                    scores.follow(Duration.ofSeconds(2));
                    long leaving = System.currentTimeMillis();
                    double answered = two.metric("millrace_worker_results_total");
                    assertThat(two.stop()).isEqualTo(ServiceProcess.TERMINATED);
                    scores.follow(Duration.ofSeconds(1));
                    scores.awaitAll(traffic.stop());

                    long calm = scores.longestStall(before - 1_000, before);
                    long joining = scores.longestStall(before - 100, leaving);
                    long left = scores.longestStall(leaving, Long.MAX_VALUE);
                    boolean share = guarantee == Guarantee.SHARE;
                    System.out.printf(
                            "scale-out %s: ready %d ms after its start, first result %.0f ms after ready (target %s);"
                                    + " longest stall of a partition: %d ms at join (target %s), %d ms at leave, %d ms before;"
                                    + " the second answered %.0f, duplicates %d%n",
                            guarantee.label(),
                            joined - before,
                            firstMillis,
                            share ? "150 ms" : "1000 ms",
                            joining,
                            share ? "150 ms" : "500 ms",
                            left,
                            calm,
                            answered,
                            scores.duplicates());
                    assertThat(answered).isPositive();
                    assertThat(firstMillis).isLessThan(BOUND_MILLIS);
                    assertThat(joining).isLessThan(BOUND_MILLIS);
                    assertThat(left).isLessThan(BOUND_MILLIS);
                    // Nobody died: nothing is answered twice.
                    assertThat(scores.duplicates()).isZero();
                    if (!share) {
                        assertThat(scores.disorder).isEmpty();
                        // What it takes from others it must be able to answer.
                        assertThat(two.log().indexOf("/v1 serves"))
                                .isPositive()
                                .isLessThan(two.log().indexOf("assigned ["));
                    }
                    assertThat(TestPlatform.complaints(one)).isEmpty();
                    assertThat(TestPlatform.complaints(two)).isEmpty();
                }
            }
        }
    }
}
