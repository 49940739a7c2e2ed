package dev.millrace.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.embedded.FreePorts;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.inference.registry.FileArtifactStore;
import dev.millrace.inference.registry.ModelCheck;
import dev.millrace.inference.registry.ModelRegistry;
import dev.millrace.inference.registry.Publication;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.TopicReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The images do their work: on a root that is read-only, as nobody, without a capability, in the memory of their pods. */
@Timeout(300)
class ContainersTest {
    /** What a JVM ends with after SIGTERM. */
    private static final int TERMINATED = 143;

    private static final String MODEL = "sensor-anomaly";

    @TempDir
    Path folder;

    @Test
    void workerLoadsAModelAndScoresARequest() throws Exception {
        try (var podman = new Podman();
                EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder.resolve("kafka")))) {
            broker.createTopics(Topics.all(List.of(MODEL)));
            KafkaClients kafka = KafkaClients.of(broker.bootstrap(), Map.of());
            Path models = podman.writable("models");
            publish(kafka, models);
            int port = FreePorts.next();
            var worker = podman.start(
                    ProcessImage.named("worker"),
                    Manifests.memory("worker-" + MODEL),
                    port,
                    environment("worker-" + MODEL, broker, port, Map.of("MILLRACE_MODEL_NAME", MODEL)),
                    List.of(podman.writable("tmp") + ":/tmp", models + ":" + models + ":ro"));
            worker.awaitReady();
            assertLockedIn(podman.pid(worker));

            AnomalyScore score = score(kafka);
            assertThat(score.model().version()).as(worker.log()).isEqualTo("v1");
            assertThat(score.score()).isEqualTo(8);
            assertThat(podman.stop(worker)).as(worker.log()).isEqualTo(TERMINATED);
        }
    }

    private static void publish(KafkaClients kafka, Path models) throws Exception {
        byte[] onnx = TinyModels.anomaly(4, List.of(List.of("a", "b")), 2);
        new ModelRegistry(kafka, new FileArtifactStore(models), ModelCheck.none(), Clocks.wall())
                .publish(Publication.live(MODEL), onnx);
        // The store's files are their owner's; in a cluster that is the worker's user too.
        Tool.run(List.of("chmod", "-R", "a+rX", models.toString()));
    }

    private static AnomalyScore score(KafkaClients kafka) throws Exception {
        var window = new WindowRequest(
                "s", 1, 4, new String[] {"a", "b"}, new float[] {2, 2, 2, 2, 2, 2, 2, 2}, Map.of("robustZ", 1.5));
        var request = new ProducerRecord<>(Topics.inference(MODEL), "s".getBytes(UTF_8), window.encode(MODEL));
        RequestContext.of(new SourceRef("origin", 0, 0), System.currentTimeMillis(), null)
                .write(request.headers());
        List<ConsumerRecord<byte[], byte[]>> scores = new ArrayList<>();
        try (var producer = kafka.producer(Map.of());
                var reader = new TopicReader(kafka, Topics.ANOMALY_SCORES, scores::add)) {
            producer.send(request).get();
            await().until(() -> {
                reader.doWork();
                return !scores.isEmpty();
            });
        }
        return AnomalyScore.CODEC.decode(scores.get(0).value());
    }

    @Test
    void materializerWritesARowToRedisAndToTheHistory() throws Exception {
        try (var podman = new Podman();
                EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder.resolve("kafka")));
                EmbeddedRedis redis = EmbeddedRedis.start(folder.resolve("redis"))) {
            broker.createTopics(Topics.all(List.of()));
            KafkaClients kafka = KafkaClients.of(broker.bootstrap(), Map.of());
            Path history = podman.writable("history");
            Path definitions = podman.writable("definitions");
            Files.writeString(
                    definitions.resolve("views.yaml"),
                    """
                    project: millrace
                    entities: [{name: e, type: STRING}]
                    views: [{name: v, entities: [e], features: [{name: n, type: INT64}]}]
                    """);
            int port = FreePorts.next();
            var more = Map.of(
                    "MILLRACE_REDIS_URI", redis.uri(),
                    "MILLRACE_FEATURES_DEFINITIONS", "/definitions/views.yaml",
                    "MILLRACE_HISTORY_DIR", "/var/lib/millrace/history",
                    "MILLRACE_HISTORY_FLUSH_INTERVAL", "100ms");
            var materializer = podman.start(
                    ProcessImage.named("materializer"),
                    Manifests.memory("materializer"),
                    port,
                    environment("materializer", broker, port, more),
                    List.of(
                            podman.writable("tmp") + ":/tmp",
                            definitions + ":/definitions:ro",
                            history + ":/var/lib/millrace/history"));
            materializer.awaitReady();
            assertLockedIn(podman.pid(materializer));

            byte[] row = Rows.row(
                            "v",
                            EntityKey.of("e", "one"),
                            Instant.parse("2024-01-01T00:00:00Z"),
                            Map.of("n", Values.int64(7)))
                    .toByteArray();
            try (var producer = kafka.producer(Map.of());
                    var store = RedisFeatureStore.connect(redis.uri(), "millrace")) {
                producer.send(new ProducerRecord<>(Topics.FEATURES, "one".getBytes(UTF_8), row))
                        .get();
                await().until(() -> store.read(FeatureRefs.of("v", List.of("n")), EntityKey.of("e", "one"))
                                .number("n")
                                .orElse(0)
                        == 7);
            }
            await().until(() -> hasParquet(history));
            assertThat(podman.stop(materializer)).as(materializer.log()).isEqualTo(TERMINATED);
        }
    }

    private static boolean hasParquet(Path history) throws Exception {
        try (var files = Files.walk(history)) {
            return files.anyMatch(file -> file.toString().endsWith(".parquet"));
        }
    }

    /** As the pod has it, but for addresses. */
    private static Map<String, String> environment(
            String process, EmbeddedBroker broker, int port, Map<String, String> more) throws Exception {
        var environment = new HashMap<>(Map.of(
                "JAVA_TOOL_OPTIONS",
                Manifests.javaOptions(process),
                "MILLRACE_PROCESS_NAME",
                process,
                "MILLRACE_LOG_FORMAT",
                "json",
                "MILLRACE_HTTP_HOST",
                "127.0.0.1",
                "MILLRACE_HTTP_PORT",
                Integer.toString(port),
                "MILLRACE_KAFKA_BOOTSTRAP",
                broker.bootstrap()));
        environment.putAll(more);
        return environment;
    }

    /** What the kernel says of the process. */
    private static void assertLockedIn(String pid) throws Exception {
        Path process = Path.of("/proc", pid);
        assertThat(Files.readAllLines(process.resolve("status")))
                .anyMatch(line -> line.matches("Uid:(\\s+" + Podman.USER + "){4}"))
                .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2");
        assertThat(Files.readAllLines(process.resolve("mountinfo")))
                .anyMatch(line -> line.matches("\\d+ \\d+ \\S+ / / ro,.*"));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }
}
