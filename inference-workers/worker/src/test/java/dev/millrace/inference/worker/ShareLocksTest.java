package dev.millrace.inference.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Topics;
import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.servicekit.ServiceProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a share group's worker holds while something it needs is away for longer than a lock. */
class ShareLocksTest {
    private static final String MODEL = "waiting";
    private static final int LOCK_MILLIS = 15_000; // the least that a broker takes
    private static final int REQUESTS = 20;

    @Test
    void locksAreRenewedWhileRequestsWaitAndEachIsAnsweredOnce(@TempDir Path folder) throws Exception {
        try (TestPlatform platform = TestPlatform.start(folder)) {
            platform.create(Topics.ofTensorModel(MODEL));
            lockFor(platform, LOCK_MILLIS);
            try (var worker =
                            platform.worker(MODEL, Map.of("guarantee", "share")).awaitReady();
                    var results = platform.results(Topics.predictions(MODEL))) {
                for (int i = 0; i < REQUESTS; i++) {
                    String request = "{\"id\":\"" + i + "\",\"inputs\":[{\"name\":\"window\",\"shape\":[1,4,1],"
                            + "\"datatype\":\"FP32\",\"data\":[1,1,1,1]},{\"name\":\"asset_type\",\"shape\":[1],"
                            + "\"datatype\":\"INT64\",\"data\":[0]}]}";
                    var unused = platform.producer.send(
                            new ProducerRecord<>(Topics.inference(MODEL), request.getBytes(UTF_8)));
                }
                // No version is live: the requests wait. Their locks would be gone after a while, if nobody renewed
                // them.
                long until = System.nanoTime() + (LOCK_MILLIS + 5_000) * 1_000_000L;
                Await.until("longer than a lock", () -> System.nanoTime() > until);
                assertThat(worker.metric("millrace_worker_retries_total")).isPositive();
                assertThat(results.records).isEmpty();

                platform.publish(MODEL, TinyModels.anomaly(4, List.of(List.of("a")), Map.of()));
                results.await(REQUESTS);
                Await.until("answered", () -> worker.metric("millrace_worker_results_total") >= REQUESTS);
                assertThat(worker.stop()).isEqualTo(ServiceProcess.TERMINATED);
                assertThat(worker.log()).doesNotContain("an acknowledgement failed", "locks of");
            }
            try (var again =
                    platform.worker(MODEL, Map.of("guarantee", "share")).awaitReady()) {
                platform.producer
                        .send(new ProducerRecord<>(Topics.inference(MODEL), "{}".getBytes(UTF_8)))
                        .get(); // refused at once, and behind whatever might have come again
                Await.until("the last one", () -> again.metric("millrace_dead_letters_total") >= 1);
                assertThat(again.metric("millrace_worker_results_total")).isZero();
            }
        }
    }

    private static void lockFor(TestPlatform platform, int millis) throws Exception {
        var group = new ConfigResource(ConfigResource.Type.GROUP, "worker." + MODEL);
        var lock = new AlterConfigOp(
                new ConfigEntry("share.record.lock.duration.ms", Integer.toString(millis)), AlterConfigOp.OpType.SET);
        try (Admin admin = platform.kafka.admin()) {
            admin.incrementalAlterConfigs(Map.of(group, List.of(lock))).all().get();
        }
    }
}
