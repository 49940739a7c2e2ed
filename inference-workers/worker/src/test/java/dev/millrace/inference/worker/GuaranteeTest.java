package dev.millrace.inference.worker;

import static dev.millrace.inference.worker.TestPlatform.SENSORS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.inference.worker.stream.Guarantee;
import dev.millrace.servicekit.ServiceProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each guarantee promises while nothing goes wrong, on input that was written by transactions. */
class GuaranteeTest {
    private static final int REQUESTS = 400;
    private static final int IN_A_TRANSACTION = 50;

    @ParameterizedTest
    @EnumSource
    void everyRequestIsAnsweredTheLagReadsZeroAndAStopIsClean(Guarantee guarantee, @TempDir Path folder)
            throws Exception {
        try (var platform = TestPlatform.start(folder)) {
            platform.publish(SENSORS, TinyModels.anomaly(4, List.of(List.of("a", "b")), 1));
            try (var worker = platform.sensorWorker("w1", guarantee).awaitReady();
                    var scores = platform.scores()) {
                send(platform, guarantee == Guarantee.EXACTLY_ONCE);
                scores.awaitAll(REQUESTS);
                scores.assertScores(1);

                assertThat(scores.duplicates()).isZero();
                if (guarantee != Guarantee.SHARE) {
                    assertThat(scores.disorder).isEmpty();
                }
                platform.awaitNoLag(guarantee);
                assertThat(worker.metric("millrace_worker_results_total")).isEqualTo(REQUESTS);
                assertThat(worker.stop()).isEqualTo(ServiceProcess.TERMINATED);
                assertThat(TestPlatform.complaints(worker)).isEmpty();
                platform.awaitNoLag(guarantee);
            }
        }
    }

    /** @param abort whether windows of a transaction that is aborted stand between the others */
    private static void send(TestPlatform platform, boolean abort) {
        // A machine that stands still for the platform's 10 s would have the broker abort the input's transaction, and
        // its commit fail with InvalidTxnStateException: no fault of the worker, which is what is judged here.
        Map<String, Object> patient = Map.of(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 5 * 60 * 1000);
        try (var producer = platform.kafka.transactionalProducer("input", patient)) {
            producer.initTransactions();
            for (int from = 0; from < REQUESTS; from += IN_A_TRANSACTION) {
                producer.beginTransaction();
                send(platform, producer, from);
                producer.commitTransaction();
                if (abort) {
                    producer.beginTransaction();
                    send(platform, producer, 10 * REQUESTS + from);
                    producer.flush();
                    producer.abortTransaction();
                }
            }
        }
    }

    private static void send(TestPlatform platform, Producer<byte[], byte[]> producer, int from) {
        for (int number = from; number < from + IN_A_TRANSACTION; number++) {
            WindowRequest request = Traffic.window(number);
            var unused = producer.send(
                    platform.request(Topics.inference(SENSORS), request.sensorId(), request.encode(SENSORS)));
        }
    }
}
