package dev.millrace.features.materializer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.embedded.FreePorts;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.ServiceProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process itself on a real broker, without a Redis: the history does not wait for it. */
@Timeout(180)
class HistoryMainTest {
    private static final Instant T0 = Instant.parse("2024-01-01T23:59:00Z");
    private static final int ENTITIES = 300;
    private static final int VERSIONS = 12;

    @TempDir
    Path folder;

    @Test
    void everyEventIsInTheHistoryAlthoughTheProcessIsKilledAgainAndAgain() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder.resolve("kafka")))) {
            broker.createTopics(Topics.all(List.of()));
            KafkaClients kafka = KafkaClients.of(broker.bootstrap(), Map.of());
            for (int run = 0; run < 3; run++) {
                Path port = folder.resolve("m" + run).resolve("materializer.port");
                try (ServiceProcess process = start(broker, run)) {
                    produce(kafka, run * VERSIONS / 4, (run + 1) * VERSIONS / 4);
                    await().until(() -> Files.exists(port) && process.metric("millrace_history_files_total") > 0);
                    process.kill(); // with rows on their way
                }
            }
            try (ServiceProcess process = start(broker, 3)) {
                produce(kafka, 3 * VERSIONS / 4, VERSIONS);
                await().until(() -> Lag.of(kafka, HistoryWiring.GROUP) == 0);
                await().until(() -> process.metric("millrace_history_compactions_total{outcome=\"done\"}") > 0);
                assertThat(process.stop())
                        .as("ended by SIGTERM, not by a failure")
                        .isEqualTo(ServiceProcess.TERMINATED);
            }
            assertEveryVersionOfEveryEntity();
        }
    }

    private void assertEveryVersionOfEveryEntity() throws IOException {
        List<String> asked = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int entity = 0; entity < ENTITIES; entity++) {
            asked.add("e" + entity + "," + T0.minusNanos(1));
            expected.add("");
            for (int version = 0; version < VERSIONS; version++) {
                asked.add("e" + entity + "," + time(version));
                expected.add(Integer.toString(version));
            }
        }
        assertThat(HistoryReading.values(folder, asked)).isEqualTo(expected);
    }

    /** Half of them on the next day. */
    private static Instant time(int version) {
        return T0.plusSeconds(10L * version);
    }

    private ServiceProcess start(EmbeddedBroker broker, int run) throws IOException {
        Path yaml = Files.writeString(folder.resolve("features.yaml"), HistoryReading.YAML);
        return ServiceProcess.start(
                MaterializerMain.class,
                "materializer",
                folder.resolve("m" + run),
                128,
                Map.of(
                        "kafka.bootstrap",
                        broker.bootstrap(),
                        "redis.uri",
                        "redis://127.0.0.1:" + FreePorts.next(),
                        "features.definitions",
                        yaml.toString(),
                        "history.dir",
                        folder.resolve("history").toString(),
                        "history.flush-interval",
                        "100ms",
                        "history.compact-interval",
                        "300ms",
                        "history.compact-files",
                        "4"));
    }

    private static void produce(KafkaClients kafka, int from, int to) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (var producer = kafka.producer(Map.of())) {
            for (int version = from; version < to; version++) {
                for (int entity = 0; entity < ENTITIES; entity++) {
                    byte[] row = HistoryReading.row("e" + entity, time(version), version)
                            .toByteArray();
                    byte[] key = ("e" + entity).getBytes(StandardCharsets.UTF_8);
                    sent.add(producer.send(new ProducerRecord<>(Topics.FEATURES, key, row)));
                }
            }
            for (Future<RecordMetadata> acknowledged : sent) {
                acknowledged.get();
            }
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }
}
