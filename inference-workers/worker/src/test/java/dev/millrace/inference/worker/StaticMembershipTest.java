package dev.millrace.inference.worker;

import static dev.millrace.inference.worker.TestPlatform.SENSORS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.servicekit.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Static members, as components/static-workers makes them: what a restart moves, and what it costs when one goes for good. */
class StaticMembershipTest {
    private static final int PER_SECOND = 200;
    private static final String ASSIGNED = "assigned [";
    private static final String GAVE_UP = "gave up [";
    private static final long SESSION_MILLIS = 20_000;

    @Test
    void aRestartUnderTheSameNameMovesNoPartitionAndLosesNothing(@TempDir Path folder) throws Exception {
        try (var platform = TestPlatform.start(folder)) {
            session(platform);
            platform.publish(SENSORS, TinyModels.anomaly(4, List.of(List.of("a", "b")), 1));
            try (var stays = platform.staticWorker("w0").awaitReady();
                    var traffic = new Traffic(platform, PER_SECOND);
                    var scores = platform.scores()) {
                Set<String> before;
                long leaving;
                try (var restarts = platform.staticWorker("w1").awaitReady()) {
                    scores.await("both answer", () -> answers(stays) && answers(restarts));
                    before = partitions(restarts);
                    leaving = System.currentTimeMillis();
                    assertThat(restarts.stop()).isEqualTo(ServiceProcess.TERMINATED);
                }
                long assignments = assignments(stays);
                try (var restarted = platform.staticWorker("w1").awaitReady()) {
                    scores.await("it answers again", () -> answers(restarted));
                    scores.follow(Duration.ofSeconds(1));
                    scores.awaitAll(traffic.stop());

                    assertThat(before).isNotEmpty();
                    assertThat(partitions(restarted)).isEqualTo(before);
                    assertThat(assignments(stays))
                            .as("assignments of the one that stayed")
                            .isEqualTo(assignments);
                    assertThat(scores.duplicates()).isZero();
                    assertThat(scores.disorder).isEmpty();
                    System.out.printf(
                            "static member, restart: no partition moved; its own waited %d ms%n",
                            scores.longestStall(leaving - 500, Long.MAX_VALUE));
                }
            }
        }
    }

    @Test
    void oneThatGoesForGoodKeepsItsPartitionsWaitingForTheSession(@TempDir Path folder) throws Exception {
        try (var platform = TestPlatform.start(folder)) {
            session(platform);
            platform.publish(SENSORS, TinyModels.anomaly(4, List.of(List.of("a", "b")), 1));
            try (var stays = platform.staticWorker("w0").awaitReady();
                    var traffic = new Traffic(platform, PER_SECOND);
                    var scores = platform.scores()) {
                long leaving;
                try (var goes = platform.staticWorker("w1").awaitReady()) {
                    scores.await("both answer", () -> answers(stays) && answers(goes));
                    leaving = System.currentTimeMillis();
                    assertThat(goes.stop()).isEqualTo(ServiceProcess.TERMINATED);
                }
                long assignments = assignments(stays);
                scores.await("its partitions have moved", () -> assignments(stays) > assignments);
                scores.awaitAll(traffic.stop());

                long waited = scores.longestStall(leaving - 500, Long.MAX_VALUE);
                System.out.printf("static member, gone for good: its partitions waited %d ms%n", waited);
                // Why workers are no static members by default: each step down would cost this.
                assertThat(waited).isGreaterThan(SESSION_MILLIS - 2_000);
                assertThat(scores.duplicates()).isZero();
            }
        }
    }

    /** Of this group alone: longer than a JVM may take to be back. */
    private static void session(TestPlatform platform) throws Exception {
        try (Admin admin = platform.kafka.admin()) {
            var group = new ConfigResource(ConfigResource.Type.GROUP, "worker." + SENSORS);
            var session = new ConfigEntry("consumer.session.timeout.ms", Long.toString(SESSION_MILLIS));
            admin.incrementalAlterConfigs(Map.of(group, List.of(new AlterConfigOp(session, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static boolean answers(ServiceProcess worker) {
        try {
            return worker.metric("millrace_worker_results_total") > 0;
        } catch (IOException | InterruptedException e) {
            return false; // it starts
        }
    }

    private static long assignments(ServiceProcess worker) {
        return log(worker).filter(line -> line.contains(ASSIGNED)).count();
    }

    /** What it has after all that its log tells. */
    private static Set<String> partitions(ServiceProcess worker) {
        var partitions = new TreeSet<String>();
        log(worker).forEach(line -> {
            if (line.contains(ASSIGNED)) {
                partitions.addAll(list(line));
            } else if (line.contains(GAVE_UP)) {
                partitions.removeAll(list(line));
            }
        });
        return partitions;
    }

    private static List<String> list(String line) {
        return List.of(
                line.substring(line.lastIndexOf('[') + 1, line.lastIndexOf(']')).split(", ", -1));
    }

    private static Stream<String> log(ServiceProcess worker) {
        try {
            return worker.log().lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
