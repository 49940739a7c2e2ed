package dev.millrace.inference.worker;

import static dev.millrace.inference.worker.TestPlatform.SENSORS;
import static dev.millrace.inference.worker.TestPlatform.window;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.servicekit.ServiceProcess;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sensor worker as a process. */
class SensorWorkerTest {
    private static final List<List<String>> TYPES = List.of(List.of("a", "b"), List.of("t"));

    private TestPlatform platform;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        platform = TestPlatform.start(folder);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void windowsBecomeScoresInTheOrderOfTheirSensorAndLagReadsZeroPastTransactionMarkers() throws Exception {
        platform.publish(SENSORS, TinyModels.anomaly(4, TYPES, 2));
        try (var worker = platform.worker(SENSORS, Map.of());
                var transactional = platform.kafka.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "streams"));
                var results = platform.results(Topics.ANOMALY_SCORES)) {
            transactional.initTransactions();
            transactional.beginTransaction();
            for (int i = 0; i < 300; i++) {
                WindowRequest request = window("s" + i % 20, 1_000 + i, 4, i % 3, "a", "b");
                var unused = transactional.send(
                        platform.request(Topics.inference(SENSORS), request.sensorId(), request.encode(SENSORS)));
            }
            transactional.commitTransaction();
            worker.awaitReady();

            List<AnomalyScore> scores = results.await(300).decode(AnomalyScore.CODEC);
            assertThat(scores).hasSize(300);
            AnomalyScore score = scores.stream()
                    .filter(one -> one.windowEnd() == 1_002)
                    .findFirst()
                    .orElseThrow();
            assertThat(score.sensorId()).isEqualTo("s2");
            assertThat(score.model().version()).isEqualTo("v1");
            assertThat(score.score()).isEqualTo(8);
            assertThat(score.threshold()).isEqualTo(2.5);
            assertThat(score.anomalous()).isTrue();
            assertThat(score.contributions()).isEqualTo(Map.of("a", .5, "b", .5));
            assertThat(score.features().values()).containsEntry("robustZ", 1.5);
            assertThat(score.features().hash()).matches("[0-9a-f]{8}");
            assertThat(score.timings().asMap().keySet())
                    .containsExactly("window", "queue", "batch", "run", "publish", "total");
            assertThat(score.source().topic()).isEqualTo("origin");
            assertThat(score.traceparent()).startsWith("00-");
            assertThat(new String(results.records.get(0).key(), UTF_8))
                    .isEqualTo(scores.get(0).sensorId());
            assertThat(header(results.records.get(0).headers(), RequestContext.TRACEPARENT))
                    .isEqualTo(scores.get(0).traceparent());
            Map<String, Long> last = new LinkedHashMap<>();
            scores.forEach(one -> {
                Long before = last.put(one.sensorId(), one.windowEnd());
                assertThat(before == null || before < one.windowEnd())
                        .as("order")
                        .isTrue();
            });
            platform.awaitNoLag(SENSORS);
            assertThat(worker.metric("millrace_worker_results_total")).isEqualTo(300);
            assertThat(worker.stop()).isEqualTo(ServiceProcess.TERMINATED);
            assertThat(worker.log()).doesNotContain("did not close cleanly", "ERROR");
        }
    }

    @Test
    void modelsSwapInAStreamWithoutLossAndEachScoreIsThatOfItsVersion() throws Exception {
        try (var worker = platform.worker(SENSORS, Map.of()).awaitReady();
                var results = platform.results(Topics.ANOMALY_SCORES)) {
            int sent = 0;
            for (int phase = 0; phase < 4; phase++) {
                if (phase > 0) {
                    platform.publish(SENSORS, TinyModels.anomaly(4, TYPES, phase));
                    String version = "v" + phase;
                    // The stream goes on while the model changes.
                    long end = sent;
                    int[] more = {0};
                    results.await("scores of " + version, found -> {
                        platform.send(window("s" + more[0] % 7, end + more[0]++, 4, 2, "a", "b"));
                        return !found.isEmpty() && versions(results).contains(version);
                    });
                    sent += more[0];
                } else {
                    for (; sent < 200; sent++) {
                        platform.send(window("s" + sent % 7, sent, 4, 2, "a", "b"));
                    }
                }
            }
            List<AnomalyScore> scores = results.await(sent).decode(AnomalyScore.CODEC);

            Set<Long> ends = new HashSet<>();
            scores.forEach(score -> ends.add(score.windowEnd()));
            assertThat(ends).hasSize(sent);
            assertThat(scores).hasSize(sent);
            for (AnomalyScore score : scores) {
                double gain = score.model().version().equals("baseline")
                        ? 1
                        : Double.parseDouble(score.model().version().substring(1));
                assertThat(score.score()).as(score.model().version()).isEqualTo(4 * gain);
            }
            assertThat(worker.metric("millrace_worker_model_swaps_total")).isEqualTo(3);
            assertThat(worker.metric("millrace_worker_model_info")).isEqualTo(1);
        }
    }

    private static Set<String> versions(ResultReader results) {
        var versions = new HashSet<String>();
        results.decode(AnomalyScore.CODEC)
                .forEach(score -> versions.add(score.model().version()));
        return versions;
    }

    @Test
    void brokenModelsAreRefusedAndTheOldOneGoesOnAlsoAfterARestart() throws Exception {
        platform.publish(SENSORS, TinyModels.anomaly(4, TYPES, 1));
        try (var worker = platform.worker(SENSORS, Map.of()).awaitReady();
                var results = platform.results(Topics.ANOMALY_SCORES)) {
            platform.publish(SENSORS, "no model".getBytes(UTF_8));
            platform.publish(SENSORS, TinyModels.recommender(5, 3));
            Map<String, String> metadata = new LinkedHashMap<>(TinyModels.anomalyMetadata(4, TYPES));
            metadata.put("millrace.thresholds", "[1.0]");
            platform.publish(SENSORS, TinyModels.anomaly(4, TYPES, metadata));
            platform.announceWithWrongChecksum(SENSORS, "v5", TinyModels.anomaly(4, TYPES, 9));
            Await.until(
                    "refusals",
                    () -> refusals(worker, "load") == 1
                            && refusals(worker, "contract") == 2
                            && refusals(worker, "checksum") == 1);
            assertThat(worker.log())
                    .contains("model sensor-anomaly/v2 is refused (load)")
                    .contains("the model's millrace.kind is 'recommender'")
                    .contains("millrace.thresholds must be one finite number for each of the 2 asset types")
                    .contains("model sensor-anomaly/v5 is refused (checksum)");

            platform.send(window("s", 1, 4, 2, "a", "b"));
            results.await(1);
            worker.kill();
            try (var restarted = platform.worker(SENSORS, Map.of()).awaitReady()) {
                platform.send(window("s", 2, 4, 2, "a", "b"));
                results.await("the second score", found -> results.decode(AnomalyScore.CODEC).stream()
                        .anyMatch(score -> score.windowEnd() == 2));
                assertThat(versions(results)).containsExactly("v1");
                assertThat(refusals(restarted, "checksum")).isEqualTo(1);
            }
        }
    }

    private static double refusals(ServiceProcess worker, String reason) throws Exception {
        return worker.metric(
                "millrace_worker_model_refusals_total{model=\"sensor-anomaly\",reason=\"" + reason + "\"}");
    }

    @Test
    void poisonGoesToTheDeadLettersWithItsBytesAndTheRestGoesOn() throws Exception {
        platform.publish(SENSORS, TinyModels.anomaly(4, TYPES, 1));
        String topic = Topics.inference(SENSORS);
        byte[] garbage = {1, 2, 3};
        platform.send(window("s", 1, 4, 2, "a", "b"));
        platform.send(topic, "s", garbage);
        var unused = platform.producer.send(new ProducerRecord<>(
                topic,
                "s".getBytes(UTF_8),
                window("s", 2, 4, 2, "a", "b").encode(SENSORS))); // from outside: no headers
        platform.send(window("s", 3, 4, Float.NaN, "a", "b"));
        platform.send(window("s", 4, 4, Float.POSITIVE_INFINITY, "x"));
        platform.send(window("s", 5, 4, 2, "a", "b"));
        try (var worker = platform.worker(SENSORS, Map.of());
                var results = platform.results(Topics.ANOMALY_SCORES);
                var deadLetters = platform.results(Topics.DEAD_LETTERS)) {
            worker.awaitReady();
            assertThat(results.await(3).decode(AnomalyScore.CODEC))
                    .extracting(AnomalyScore::windowEnd)
                    .containsExactly(1L, 2L, 5L);
            deadLetters.await(3);
            assertThat(deadLetters.records)
                    .extracting(found -> header(found.headers(), DeadLetter.KIND))
                    .containsExactly("malformed", "inference", "inference");
            var first = deadLetters.records.get(0);
            assertThat(first.value()).isEqualTo(garbage);
            assertThat(first.key()).isEqualTo("s".getBytes(UTF_8));
            assertThat(header(first.headers(), DeadLetter.STAGE)).isEqualTo("worker.sensor-anomaly");
            assertThat(header(first.headers(), DeadLetter.TOPIC)).isEqualTo(topic);
            assertThat(header(first.headers(), DeadLetter.OFFSET)).isEqualTo("1");
            assertThat(header(first.headers(), DeadLetter.MODEL)).isEqualTo("sensor-anomaly/v1");
            assertThat(header(first.headers(), RequestContext.SOURCE)).startsWith("origin/0/");
            platform.awaitNoLag(SENSORS);
        }
    }

    @Test
    void unknownAssetTypesAndOtherWindowSizesGetTheBaseline() throws Exception {
        platform.publish(SENSORS, TinyModels.anomaly(4, TYPES, 3));
        platform.send(window("s", 1, 4, 2, "t"));
        platform.send(window("s", 2, 4, 2, "u"));
        platform.send(window("s", 3, 8, 2, "a", "b"));
        platform.send(window("s", 4, 4, 2, "a", "b"));
        try (var worker = platform.worker(SENSORS, Map.of());
                var results = platform.results(Topics.ANOMALY_SCORES)) {
            List<AnomalyScore> scores = results.await(4).decode(AnomalyScore.CODEC);
            assertThat(scores)
                    .extracting(score -> score.model().version())
                    .containsExactly("v1", "baseline", "baseline", "v1");
            // One of two channels: the other is padding, and shares go to real channels only.
            assertThat(scores.get(0).score()).isEqualTo(6);
            assertThat(scores.get(0).contributions()).isEqualTo(Map.of("t", 1.0));
            assertThat(scores.get(1).threshold()).isNotEqualTo(2.5);
            assertThat(worker.log()).doesNotContain("ERROR");
        }
    }

    @Test
    void killedAgainAndAgainNothingIsLost() throws Exception {
        platform.publish(SENSORS, TinyModels.anomaly(4, TYPES, 1));
        int sent = 0;
        try (var results = platform.results(Topics.ANOMALY_SCORES)) {
            for (int life = 0; life < 3; life++) {
                try (var worker = platform.worker(SENSORS, Map.of())) {
                    int target = results.records.size() + 100;
                    int[] more = {sent};
                    results.await("a hundred more", found -> {
                        for (int i = 0; i < 20; i++, more[0]++) {
                            platform.send(window("s" + more[0] % 11, more[0], 4, 2, "a", "b"));
                        }
                        return found.size() >= target;
                    });
                    sent = more[0];
                    worker.kill();
                }
            }
            int expected = sent;
            try (var worker = platform.worker(SENSORS, Map.of())) {
                results.await("all scores", found -> ends(results).size() == expected);
                platform.awaitNoLag(SENSORS);
                assertThat(worker.stop()).isEqualTo(ServiceProcess.TERMINATED);
                assertThat(worker.log()).doesNotContain("did not close cleanly", "ERROR");
            }
        }
    }

    private static Set<Long> ends(ResultReader results) {
        var ends = new HashSet<Long>();
        results.decode(AnomalyScore.CODEC).forEach(score -> ends.add(score.windowEnd()));
        return ends;
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }
}
