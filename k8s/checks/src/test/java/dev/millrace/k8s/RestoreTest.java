package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.embedded.FreePorts;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.servicekit.KafkaClients;
import feast.proto.types.ValueProto.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The very steps of components/backup and components/restore, by their users: the online store is saved, goes on, and is lost; restored and
 * replayed it is what it was, rows included that came after the backup and rows that the topic no longer has.
 */
class RestoreTest {
    private static final int USERS = 200;
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Documents documents;
    private int port;

    @BeforeAll
    static void needsRedis() {
        for (String program : List.of("redis-server", "redis-cli", "redis-check-rdb")) {
            Assumptions.assumeTrue(
                    Stream.of(System.getenv("PATH").split(":", -1))
                            .anyMatch(path -> Files.isExecutable(Path.of(path, program))),
                    "no " + program + " on the PATH");
        }
    }

    @Test
    void theStoreIsWhatItWas() throws Exception {
        documents = Kustomize.render("kind", "backup", "restore");
        port = FreePorts.next();
        Path data = Files.createDirectories(folder.resolve("data"));
        Path next = Files.createDirectories(folder.resolve("backup/next"));
        Process redis = redis(data);
        try (SecuredBroker broker = SecuredBroker.start(folder)) {
            broker.apply(documents);
            Map<String, Object> before;
            try (RealProcess materializer = materializer(broker, "first")) {
                produce(broker, 0, USERS, 1);
                awaitRead(broker);
                shell(script("dump-redis.sh"), "127.0.0.1", Integer.toString(port), next.toString());
                until(broker, "backup", 1);
                shell(script("keep.sh"), next.getParent().toString(), "14");
                forget(broker);
                produce(broker, USERS / 2, USERS + 10, 2);
                awaitRead(broker);
                before = features();
                assertThat(cli(broker, "restore", 2))
                        .as("a replay while the materializer runs")
                        .isEqualTo(1);
                assertThat(materializer.log()).doesNotContain("AuthorizationException");
            }
            redis.destroyForcibly().waitFor();
            Path lost = Files.createDirectories(folder.resolve("another"));
            shell(
                    script("restore-redis.sh"),
                    folder.resolve("backup/latest/dump.rdb").toString(),
                    lost.toString());
            redis = redis(lost);
            assertThat(features()).as("before the replay").isNotEqualTo(before);
            until(broker, "restore", 1);
            // The group of the one that was killed is empty after its session.
            until(broker, "restore", 2);
            try (RealProcess materializer = materializer(broker, "second")) {
                awaitRead(broker);
                assertThat(features()).isEqualTo(before).hasSize(USERS + 10);
                assertThat(materializer.log()).doesNotContain("AuthorizationException");
            }
        } finally {
            redis.destroyForcibly().waitFor();
        }
    }

    private Process redis(Path data) throws IOException {
        Process process = new ProcessBuilder(
                        "redis-server",
                        "--dir",
                        data.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "yes")
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("redis.log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.readString(data.resolve("redis.log"))
                .contains("Ready to accept connections"));
        return process;
    }

    private RealProcess materializer(SecuredBroker broker, String run) throws IOException {
        Pod pod = pods("materializer").get(0);
        Path own = Files.createDirectories(folder.resolve(run));
        RealProcess started = RealProcess.start(
                pod,
                "dev.millrace.features.materializer.MaterializerMain",
                own,
                Map.of(
                        "MILLRACE_KAFKA_BOOTSTRAP",
                        broker.bootstrap(),
                        "MILLRACE_KAFKA_CLIENT_CONFIG",
                        broker.clientConfig("millrace-materializer").toString(),
                        "MILLRACE_REDIS_URI",
                        "redis://127.0.0.1:" + port,
                        "MILLRACE_REDIS_PASSWORD_FILE",
                        "",
                        "MILLRACE_HISTORY_DIR",
                        ""));
        started.awaitReady();
        return started;
    }

    /** A step of a job with the arguments of the manifest, as the job's user, with its paths here. */
    private int cli(SecuredBroker broker, String job, int step) throws Exception {
        var args = new ArrayList<String>();
        for (String arg : Documents.texts(pods(job).get(step).container().path("args"))) {
            args.add(arg.startsWith("/") ? folder + arg : arg);
        }
        args.addAll(List.of(
                "--bootstrap",
                broker.bootstrap(),
                "--client-config",
                broker.clientConfig("millrace-" + job).toString()));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.millrace.local.cli.Millrace"));
        command.addAll(args);
        return run(command);
    }

    private void shell(Path script, String... args) throws Exception {
        var command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(List.of(args));
        assertThat(run(command)).as(command.toString()).isZero();
    }

    private int run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("steps.log").toFile()))
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as(command.toString())
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** As a job is tried again: all steps may run twice. */
    private void until(SecuredBroker broker, String job, int step) throws IOException {
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> cli(broker, job, step) == 0);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(Files.readString(folder.resolve("steps.log")), e);
        }
    }

    /** As the config map has it. */
    private Path script(String name) throws IOException {
        String text = documents
                .kind("ConfigMap")
                .map(map -> map.path("data").path(name))
                .filter(found -> found.isTextual())
                .findFirst()
                .orElseThrow()
                .asText();
        return Files.writeString(
                folder.resolve(name),
                text.replace("/tmp/restore.sock", folder.resolve("s").toString()));
    }

    private List<Pod> pods(String name) {
        return documents.pods().filter(pod -> pod.name().equals(name)).toList();
    }

    private static void produce(SecuredBroker broker, int from, int to, int version) {
        try (var producer = KafkaClients.of(broker.open(), Map.of()).producer(Map.of())) {
            for (int user = from; user < to; user++) {
                String id = "u" + user;
                var unused = producer.send(
                        new ProducerRecord<>(Topics.FEATURES, id.getBytes(StandardCharsets.UTF_8), row(id, version)));
            }
            producer.flush();
        }
    }

    /** The topic's first half is over its retention. */
    private static void forget(SecuredBroker broker) throws Exception {
        try (Admin admin = KafkaClients.of(broker.open(), Map.of()).admin()) {
            var all = new HashMap<TopicPartition, RecordsToDelete>();
            ends(admin).forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
            admin.deleteRecords(all).all().get();
        }
    }

    private static void awaitRead(SecuredBroker broker) {
        try (Admin admin = KafkaClients.of(broker.open(), Map.of()).admin()) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets("materializer")
                        .partitionsToOffsetAndMetadata()
                        .get();
                return ends(admin).entrySet().stream()
                        .allMatch(end -> end.getValue() == 0
                                || (committed.get(end.getKey()) != null
                                        && committed.get(end.getKey()).offset() >= end.getValue()));
            });
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin) throws Exception {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        admin.describeTopics(List.of(Topics.FEATURES))
                .allTopicNames()
                .get()
                .get(Topics.FEATURES)
                .partitions()
                .forEach(partition ->
                        asked.put(new TopicPartition(Topics.FEATURES, partition.partition()), OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        admin.listOffsets(asked).all().get().forEach((partition, found) -> ends.put(partition, found.offset()));
        return ends;
    }

    /** What the store has of each user, with event times. */
    private Map<String, Object> features() {
        try (var store = RedisFeatureStore.connect("redis://127.0.0.1:" + port, "millrace")) {
            List<EntityKey> keys = IntStream.range(0, USERS + 10)
                    .mapToObj(user -> EntityKey.of("user_id", "u" + user))
                    .toList();
            List<FeatureVector> vectors = store.read(FeatureRefs.of("user_activity", List.of("events")), keys);
            var found = new HashMap<String, Object>();
            for (int i = 0; i < keys.size(); i++) {
                FeatureVector vector = vectors.get(i);
                found.put("u" + i, vector.number("events") + " " + vector.eventTimeOf("user_activity"));
            }
            return found;
        }
    }

    private static byte[] row(String user, int version) {
        Instant time = T0.plusSeconds(version);
        var row = FeatureRow.newBuilder()
                .setFeatureView("user_activity")
                .setEventTime(Timestamp.newBuilder().setSeconds(time.getEpochSecond()));
        row.addJoinKeysBuilder().setName("user_id").setValue(Value.newBuilder().setStringVal(user));
        row.addFeaturesBuilder().setName("events").setValue(Value.newBuilder().setInt64Val(version));
        return row.build().toByteArray();
    }
}
