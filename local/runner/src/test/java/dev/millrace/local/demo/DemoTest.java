package dev.millrace.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Json;
import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.local.control.DemoControl;
import dev.millrace.local.control.DemoOrder;
import dev.millrace.local.control.DemoPresence;
import dev.millrace.local.demo.summary.DemoSummary;
import dev.millrace.local.demo.summary.FlowSummary;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.AgentRunner;
import dev.millrace.servicekit.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo against a real broker, with a platform that answers by itself. */
class DemoTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final EmbeddedBroker broker;

    DemoTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder.resolve("broker")));
        broker.createTopics(Topics.all(List.of(DemoPlatform.SENSOR_MODEL, DemoPlatform.USER_MODEL)));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void generatedTrafficIsAllAccountedFor() throws Exception {
        Path json = folder.resolve("summary.json");
        DemoSummary summary = run(options(4.0, json), 0, 0);
        assertThat(summary.lost()).as(String.join("\n", lines)).isZero();
        assertThat(summary.duplicates()).isZero();
        assertThat(summary.deadLetters())
                .isEqualTo(summary.deadLettersExpected())
                .isEqualTo(23);
        assertThat(summary.exitCode()).isZero();
        assertThat(summary.flows()).containsOnlyKeys("sensor", "user");
        FlowSummary sensor = flow(summary, "sensor");
        assertThat(sensor.sent()).isBetween(7900L, 8100L);
        assertThat(sensor.results()).isLessThan(sensor.sent()).isGreaterThan(7500);
        assertThat(sensor.latencyAllMs().count()).isEqualTo(sensor.results());
        assertThat(summary.recommendation()).isNotNull();
        assertThat(summary.detection()).isNotNull();
        JsonNode node = Json.mapper().readTree(json.toFile());
        assertThat(node.at("/flows/user/latencyMs/p99").isNumber()).isTrue();
        assertThat(lines).allMatch(line -> line.length() <= 110);
    }

    @Test
    void lostAndRepeatedResultsAreCounted() throws Exception {
        DemoSummary summary = run(options(1.0, null), 500, 300);
        long results = summary.flows().values().stream()
                .mapToLong(FlowSummary::results)
                .sum();
        assertThat(summary.lost()).isEqualTo((results + summary.lost()) / 500).isPositive();
        assertThat(summary.duplicates()).isPositive();
        assertThat(summary.exitCode()).isEqualTo(1);
    }

    @Test
    void filesChooseTheFlowAndLateOrRepeatedRowsOweNothing() throws Exception {
        var rows = new ArrayList<>(List.of("time,value,anomaly"));
        for (int i = 0; i < 300; i++) {
            rows.add((1_400_000_000L + i * 60L) + "," + i % 7 + "," + (i >= 200 && i < 220 ? 1 : 0));
        }
        rows.add(1_400_000_000L + 299 * 60 + ",3,0");
        Path file = Files.write(folder.resolve("sensor.csv"), rows);
        var options = new DemoOptions(null, null, null, 1, List.of(file), null, null, null, 6000.0, null, null);
        DemoSummary summary = run(options, 0, 0);
        assertThat(summary.lost()).as(String.join("\n", lines)).isZero();
        assertThat(summary.flows()).containsOnlyKeys("sensor");
        assertThat(flow(summary, "sensor").sent()).isEqualTo(301);
        assertThat(flow(summary, "sensor").results()).isEqualTo(300 - 15);
        assertThat(Objects.requireNonNull(summary.detection()).events()).isEqualTo(1);
        assertThat(summary.recommendation()).isNull();
        assertThat(summary.trafficSeconds()).isBetween(2.5, 10.0);
    }

    @Test
    void aSecondRunOnOnePlatformUsesNamesOfItsOwn() throws Exception {
        try (var platform = new EchoPlatform(broker.bootstrap(), 0, 0);
                var producer = platform.kafka().producer(Map.of())) {
            producer.send(new ProducerRecord<>(Topics.USER_EVENTS, new byte[] {'u'}, new byte[] {'x'}))
                    .get();
            DemoSummary summary = Demo.run(options(1.0, null), platform, lines::add, PATIENCE);
            assertThat(summary.lost()).isZero();
            assertThat(lines).anyMatch(line -> line.contains("names carry"));
        }
    }

    @Test
    void ordersFromOutsideChangeTheTrafficAndNotTheBooks() throws Exception {
        var kafka = KafkaClients.of(broker.bootstrap(), Map.of());
        var visitors = new AtomicInteger();
        try (var platform = new EchoPlatform(broker.bootstrap(), 0, 0);
                var producer = kafka.producer(Map.of());
                var consumer = kafka.reader()) {
            var failures = new CopyOnWriteArrayList<Throwable>();
            DemoControl.createTopic(kafka);
            var partitions = List.of(
                    new TopicPartition(DemoControl.TOPIC, 0),
                    new TopicPartition(Topics.USER_EVENTS, 0),
                    new TopicPartition(Topics.USER_EVENTS, 1));
            consumer.assign(partitions);
            var ordered = new AtomicBoolean();
            Agent customer = () -> {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(50))) {
                    if (found.topic().equals(Topics.USER_EVENTS)) {
                        // Some of the bad records have no key.
                        visitors.addAndGet(
                                found.key() != null
                                                && new String(found.key(), StandardCharsets.UTF_8).startsWith("sale-")
                                        ? 1
                                        : 0);
                        continue;
                    }
                    DemoPresence there =
                            DemoControl.presence(found.key(), found.value()).orElse(null);
                    if (there != null && there.live() && !ordered.getAndSet(true)) {
                        long now = System.currentTimeMillis();
                        var unusedSale = producer.send(
                                DemoControl.recordOf(new DemoOrder(DemoOrder.Kind.FLASH_SALE, now, 1, null)));
                        var unusedFault = producer.send(
                                DemoControl.recordOf(new DemoOrder(DemoOrder.Kind.BREAK_SENSOR, now, 1, null)));
                    }
                }
                return 0;
            };
            DemoSummary summary;
            try (var runner = AgentRunner.start("customer", customer, failures::add)) {
                assertThat(runner).isNotNull();
                summary = Demo.run(options(6.0, null), platform, lines::add, PATIENCE);
            }
            assertThat(failures).isEmpty();
            assertThat(lines).anyMatch(line -> line.contains("flash sale for 1 s"));
            assertThat(lines).anyMatch(line -> line.contains("is broken for 1 s"));
            assertThat(visitors.get()).isGreaterThan(100);
            assertThat(summary.lost()).as(String.join("\n", lines)).isZero();
            assertThat(summary.duplicates()).isZero();
            assertThat(Objects.requireNonNull(summary.detection()).recallByKind())
                    .containsKey("ordered");
        }
    }

    @Test
    void anUnusableFileEndsTheDemoBeforeAnythingIsSent() throws Exception {
        Path file = Files.writeString(folder.resolve("empty.csv"), "");
        var options = new DemoOptions(null, null, null, 1, List.of(file), null, null, null, null, null, null);
        assertThatThrownBy(() -> run(options, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty.csv is empty");
    }

    private DemoSummary run(DemoOptions options, int loseEvery, int repeatEvery) throws Exception {
        try (var platform = new EchoPlatform(broker.bootstrap(), loseEvery, repeatEvery)) {
            DemoSummary summary = Demo.run(options, platform, lines::add, PATIENCE);
            assertThat(platform.failures()).isEmpty();
            return summary;
        }
    }

    private static FlowSummary flow(DemoSummary summary, String name) {
        return Objects.requireNonNull(summary.flows().get(name));
    }

    private static DemoOptions options(double seconds, @Nullable Path json) {
        return new DemoOptions(seconds, 2000.0, 200.0, 42, List.of(), null, null, null, null, null, json);
    }
}
