package dev.millrace.inference.worker;

import static dev.millrace.inference.worker.TestPlatform.SENSORS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.contracts.WorkerReport;
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
                assertReports(platform, guarantee);
            }
        }
    }

    /** What the scaler sees of the worker until it had stopped. */
    private static void assertReports(TestPlatform platform, Guarantee guarantee) {
        try (var found = platform.results(Topics.WORKER_REPORTS)) {
            found.await("the last report", seen -> found.decode(WorkerReport.CODEC).stream()
                    .anyMatch(report -> report.stoppedAt() != null));
            List<WorkerReport> reports = found.decode(WorkerReport.CODEC);
            WorkerReport first = reports.get(0);
            WorkerReport last = reports.get(reports.size() - 1);
            assertThat(first.key()).isEqualTo("sensor-anomaly/w1");
            assertThat(first.guarantee()).isEqualTo(guarantee.label());
            assertThat(first.startedAt()).isLessThan(first.at());
            assertThat(last.readyAt()).isBetween(first.startedAt(), last.at());
            assertThat(last.stoppedAt()).isEqualTo(last.at());
            assertThat(last.rows()).isEqualTo(REQUESTS);
            assertThat(last.busySeconds()).isPositive();
            assertThat(last.inFlight()).isZero();
        }
    }

    /** @param abort whether windows of a transaction that is aborted stand between the others */
    private static void send(TestPlatform platform, boolean abort) {
        try (var committed = producer(platform, "committed");
                var aborted = producer(platform, "aborted")) {
            for (int from = 0; from < REQUESTS; from += IN_A_TRANSACTION) {
                committed.beginTransaction();
                send(platform, committed, from);
                committed.commitTransaction();
                if (abort) {
                    aborted.beginTransaction();
                    send(platform, aborted, 10 * REQUESTS + from);
                    aborted.flush();
                    aborted.abortTransaction();
                }
            }
        }
    }

    /**
     * Commits and aborts have producers of their own: a commit that follows an abort was once answered with
     * InvalidTxnStateException, which is no fault of the worker that is judged here. And they are patient, because the broker
     * aborts what a stalled machine leaves open for the platform's 10 s.
     */
    private static Producer<byte[], byte[]> producer(TestPlatform platform, String id) {
        Map<String, Object> patient = Map.of(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 5 * 60 * 1000);
        Producer<byte[], byte[]> producer = platform.kafka.transactionalProducer(id, patient);
        producer.initTransactions();
        return producer;
    }

    private static void send(TestPlatform platform, Producer<byte[], byte[]> producer, int from) {
        for (int number = from; number < from + IN_A_TRANSACTION; number++) {
            WindowRequest request = Traffic.window(number);
            var unused = producer.send(
                    platform.request(Topics.inference(SENSORS), request.sensorId(), request.encode(SENSORS)));
        }
    }
}
