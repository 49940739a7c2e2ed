package dev.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Timestamp;
import dev.millrace.contracts.Json;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.e2e.Checkout.Outcome;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.Presence;
import dev.millrace.features.api.Values;
import dev.millrace.features.feast.FeastFeatureStore;
import dev.millrace.features.feast.FeastOptions;
import dev.millrace.local.platform.Platform;
import dev.millrace.local.platform.PlatformOptions;
import dev.millrace.telemetry.catalog.FlinkMetrics;
import dev.millrace.telemetry.catalog.JvmMetrics;
import dev.millrace.telemetry.catalog.KafkaMetrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The platform as outsiders meet it: through Kafka, with their own clients, and through the command line. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlatformTest {
    private static final long START = 1_700_000_000_000L;

    private static final String SHOP =
            """
            project: millrace
            entities: [{name: shop, join_key: shop_id, type: INT64}]
            views: [{name: shop_stats, entities: [shop], features: [{name: orders, type: INT64}]}]
            """;

    @TempDir
    static Path folder;

    private static PlatformOptions options;
    private static Platform platform;

    @BeforeAll
    static void up() throws Exception {
        Path shop = Files.writeString(folder.resolve("shop.yaml"), SHOP);
        PlatformOptions usual = Checkout.options(folder);
        options = new PlatformOptions(
                usual.dataDir(),
                usual.kafkaPort(),
                usual.httpPort(),
                usual.featurePort(),
                usual.ownModels(),
                usual.guarantee(),
                shop,
                usual.sizing());
        platform = Checkout.start(options);
    }

    @AfterAll
    static void down() throws Exception {
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    void aForeignClientProducesReadingsAndConsumesAlerts() throws Exception {
        assumeTrue(Checkout.run(List.of("sh", "-c", "command -v kcat"), "", 10).status() == 0, "kcat is not installed");
        kcatProduce(Topics.SENSOR_READINGS, "kcat-sensor", spikingReadings("kcat-sensor"));
        JsonNode alert = kcatConsumeOne(Topics.ANOMALY_ALERTS, "kcat-sensor");
        assertThat(alert.get("sensorId").asText()).isEqualTo("kcat-sensor");
        assertThat(alert.get("status").asText()).isEqualTo("firing");
        assertThat(alert.get("alertId").asText()).isNotEmpty();
        assertThat(alert.get("model").get("version").asText()).isEqualTo("baseline");
        assertThat(alert.get("source").get("topic").asText()).isEqualTo(Topics.SENSOR_READINGS);
        assertThat(alert.get("timings").get("total").asDouble()).isPositive();
    }

    @Test
    void aForeignClientProducesEventsAndRequestsAndConsumesRecommendations() throws Exception {
        assumeTrue(Checkout.run(List.of("sh", "-c", "command -v kcat"), "", 10).status() == 0, "kcat is not installed");
        // Somebody else's purchase first: popularity is all there is before a model.
        kcatProduce(
                Topics.USER_EVENTS,
                "kcat-other",
                "{\"userId\":\"kcat-other\",\"itemId\":\"lamp\",\"type\":\"purchase\",\"timestamp\":" + START + "}\n");
        Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
            kcatProduce(
                    Topics.RECOMMENDATION_REQUESTS,
                    "kcat-user",
                    "{\"requestId\":\"r1\",\"userId\":\"kcat-user\",\"k\":3,\"timestamp\":\"2023-11-14T22:13:20Z\"}\n");
            assertThat(kcatConsumeLast(Topics.RECOMMENDATIONS, "kcat-user").toString())
                    .contains("lamp");
        });
        kcatProduce(
                Topics.USER_EVENTS,
                "kcat-user",
                "{\"userId\":\"kcat-user\",\"itemId\":\"lamp\",\"type\":\"view\",\"timestamp\":" + START
                        + ",\"eventId\":\"kcat-e1\"}\n");
        Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
            JsonNode answer = kcatConsumeLast(Topics.RECOMMENDATIONS, "kcat-user");
            assertThat(answer.get("trigger").asText()).isEqualTo("kcat-e1");
            assertThat(answer.get("requestId").asText()).isEqualTo("kcat-e1");
            assertThat(answer.get("items").toString())
                    .as("seen items are filtered")
                    .doesNotContain("lamp");
        });
    }

    @Test
    void everyResultIsOfItsEventsTraceAndSaysWhereTheTimeWent() throws Exception {
        int results = Integer.getInteger("millrace.timings.results", 1_000);
        var traffic = new TracedTraffic(platform.kafka());
        traffic.send(results);
        traffic.check(Topics.ANOMALY_SCORES, results / 2, "ingest", "window", "queue", "batch", "run", "publish");
        traffic.check(Topics.RECOMMENDATIONS, results / 2, "ingest", "state", "queue", "batch", "run", "publish");
        traffic.check(Topics.ANOMALY_ALERTS, 1, "ingest", "window", "queue", "batch", "run", "publish", "alert");
    }

    @Test
    void badInputIsDeadLetteredWithItsBytesAndNothingStalls() throws Exception {
        List<String> broken = List.of(
                "{\"sensorId\":",
                "{\"sensorId\":\"bad\",\"timestamp\":" + START + ",\"values\":{\"a\":NaN}}",
                "{\"sensorId\":\"bad\",\"timestamp\":" + START + ",\"values\":{\"a\":\"hot\"}}",
                "{\"sensorId\":\"bad\",\"timestamp\":\"2099-01-01T00:00:00Z\",\"values\":{\"a\":1}}",
                "{\"timestamp\":" + START + ",\"values\":{\"a\":1}}");
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (String value : broken) {
            records.add(new ProducerRecord<>(Topics.SENSOR_READINGS, bytes("bad"), bytes(value)));
        }
        records.add(new ProducerRecord<>(Topics.SENSOR_READINGS, null, bytes(broken.get(1))));
        records.add(new ProducerRecord<>(Topics.SENSOR_READINGS, bytes("bad"), new byte[Topics.MAX_VALUE_BYTES + 1]));
        records.add(new ProducerRecord<>(
                Topics.USER_EVENTS,
                bytes("bad"),
                bytes("{\"userId\":\"bad\",\"itemId\":\"i\",\"type\":\"stare\",\"timestamp\":1}")));
        records.add(new ProducerRecord<>(Topics.ITEM_CATALOG, bytes("bad"), bytes("[]")));
        records.add(new ProducerRecord<>(Topics.RECOMMENDATION_REQUESTS, bytes("bad"), bytes("{}")));
        try (var producer = platform.kafka().producer(Map.of())) {
            for (ProducerRecord<byte[], byte[]> bad : records) {
                producer.send(bad).get();
            }
        }
        Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
            Outcome letters = Checkout.millrace(
                    "tail",
                    Topics.DEAD_LETTERS,
                    "--from-beginning",
                    "--to-end",
                    "--headers",
                    "--data-dir",
                    folder.toString());
            assertThat(letters.status()).isZero();
            assertThat(letters.out()).contains(broken);
            assertThat(letters.out())
                    .contains(
                            "dlq.kind=malformed",
                            "dlq.kind=not-finite",
                            "dlq.kind=wrong-type",
                            "dlq.kind=future-time",
                            "dlq.kind=missing-key",
                            "dlq.kind=oversize",
                            "dlq.topic=user-events",
                            "dlq.topic=item-catalog",
                            "dlq.topic=recommendation-requests",
                            "must be one of view, cart, purchase, rating, impression, click");
        });
    }

    @Test
    void featuresAreFoundOnTheCommandLineThroughFeastAndInTheHistory() throws Exception {
        try (var producer = platform.kafka().producer(Map.of())) {
            for (int i = 1; i <= 3; i++) {
                String event = "{\"userId\":\"fay\",\"itemId\":\"lamp\",\"type\":\"view\",\"timestamp\":%d}"
                        .formatted(START + i * 1000L);
                producer.send(new ProducerRecord<>(Topics.USER_EVENTS, bytes("fay"), bytes(event)))
                        .get();
            }
        }
        Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
            Outcome now =
                    Checkout.millrace("features", "get", "user_id=fay", "--json", "--data-dir", folder.toString());
            assertThat(now.out()).contains("\"feature\":\"events\",\"value\":3", "outside_max_age");
        });
        try (var feast = FeastFeatureStore.connect(FeastOptions.of("127.0.0.1", options.featurePort()))) {
            FeatureVector vector = feast.read(
                    FeatureRefs.of("user_activity", List.of("events", "last_item")), EntityKey.of("user_id", "fay"));
            assertThat(vector.number("events")).hasValue(3);
            assertThat(vector.presence("last_item")).isEqualTo(Presence.OUTSIDE_MAX_AGE);
        }
        Path entities = Files.writeString(
                folder.resolve("entities.csv"),
                "user_id,event_timestamp\nfay,%d\nfay,%d\n".formatted(START + 2500, START + 500));
        Path out = folder.resolve("training.csv");
        Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
            Outcome past = Checkout.millrace(
                    "features",
                    "history",
                    "--entities",
                    entities.toString(),
                    "--views",
                    "user_activity",
                    "--out",
                    out.toString(),
                    "--data-dir",
                    folder.toString());
            assertThat(past.status()).as(past.out()).isZero();
            assertThat(Files.readAllLines(out).get(1)).contains("fay,", ",2,");
        });
        assertThat(Files.readAllLines(out).get(2))
                .as("nothing was known before the first event")
                .endsWith(",,,,");
    }

    @Test
    void viewsOfOnesOwnAreStoredAndOthersAreDeadLettered() throws Exception {
        FeatureRow row = FeatureRow.newBuilder()
                .setFeatureView("shop_stats")
                .addJoinKeys(FeatureRow.JoinKey.newBuilder().setName("shop_id").setValue(Values.int64(7)))
                .addFeatures(FeatureRow.Feature.newBuilder().setName("orders").setValue(Values.int64(12)))
                .setEventTime(Timestamp.newBuilder().setSeconds(START / 1000))
                .build();
        FeatureRow unknown = row.toBuilder().setFeatureView("shop_status").build();
        try (var producer = platform.kafka().producer(Map.of())) {
            for (FeatureRow one : List.of(row, unknown)) {
                producer.send(new ProducerRecord<>(Topics.FEATURES, bytes("7"), one.toByteArray()))
                        .get();
            }
        }
        Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
            Outcome now = Checkout.millrace("features", "get", "shop_id=7", "--json", "--data-dir", folder.toString());
            assertThat(now.out()).contains("\"feature\":\"orders\",\"value\":12");
            Outcome letters = Checkout.millrace("dlq", "list", "--data-dir", folder.toString());
            assertThat(letters.out()).contains("'shop_status' is not declared");
        });
    }

    @Test
    void theCommandLineProducesAndTails() throws Exception {
        Path file = folder.resolve("readings.jsonl");
        Files.writeString(file, spikingReadings("cli-sensor"));
        Outcome sent =
                Checkout.millrace("produce", Topics.SENSOR_READINGS, file.toString(), "--data-dir", folder.toString());
        assertThat(sent.out()).contains("301 records sent to sensor-readings.");
        assertThat(sent.status()).isZero();
        Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
            Outcome scores = Checkout.millrace(
                    "tail", Topics.ANOMALY_SCORES, "--from-beginning", "--to-end", "--bootstrap", platform.bootstrap());
            assertThat(scores.out().lines().filter(line -> line.contains("cli-sensor")))
                    .hasSizeGreaterThan(200);
        });
        Outcome unknown = Checkout.millrace("tail", "no-such-topic", "--data-dir", folder.toString());
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.out()).contains("no topic 'no-such-topic'", Topics.ANOMALY_ALERTS);
    }

    @Test
    void aSecondPlatformOnTheSameFolderIsRefusedInWords() throws Exception {
        Outcome second = Checkout.millrace("up", "--data-dir", folder.toString());
        assertThat(second.status()).isEqualTo(1);
        assertThat(second.out()).contains("already running", "millrace stop");
    }

    @Test
    void theStatusEndpointListsEveryProcessAsReady() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + options.httpPort() + "/status"))
                .build();
        JsonNode status = Json.mapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
        assertThat(status.get("processes").findValuesAsText("name"))
                .contains(
                        "kafka",
                        "redis",
                        "flink",
                        "streams",
                        "worker-sensor-anomaly",
                        "worker-recommender",
                        "materializer",
                        "feature-server");
        assertThat(status.get("processes").findValuesAsText("ready")).containsOnly("true");
    }

    /** 300 readings of a steady sensor, then one far off. */
    /** Last, when every process has done something. What the catalogue does not know, no dashboard and no table knows. */
    @Test
    @Order(Integer.MAX_VALUE)
    void everyMetricIsInTheCatalogueWithItsLabelsAndFewSeries() throws Exception {
        Map<String, MetricFamilies> processes = MetricCheck.scrape(options);
        assertThat(processes.keySet()).contains("flink", "streams", "materializer");
        var problems = new ArrayList<String>();
        processes.forEach((process, shown) -> problems.addAll(MetricCheck.problems(process, shown)));
        assertThat(problems).isEmpty();
        assertThat(MetricCheck.names(processes.values()))
                .contains(
                        JvmMetrics.UPTIME.prometheus(),
                        KafkaMetrics.CONSUMER_RECORDS.prometheus(),
                        KafkaMetrics.CONSUMER_REBALANCES.prometheus(),
                        KafkaMetrics.PRODUCER_ERRORS.prometheus(),
                        KafkaMetrics.PRODUCER_RETRIES.prometheus(),
                        KafkaMetrics.STREAMS_STATE.prometheus(),
                        KafkaMetrics.STREAMS_FAILED_THREADS.prometheus(),
                        KafkaMetrics.STREAMS_PROCESSED.prometheus(),
                        KafkaMetrics.STREAMS_COMMIT_LATENCY.prometheus(),
                        FlinkMetrics.CHECKPOINTS.prometheus());
    }

    private static String spikingReadings(String sensor) {
        var random = new Random(7);
        var lines = new StringBuilder();
        for (int i = 0; i <= 300; i++) {
            double value = i == 300 ? 500 : 20 + random.nextGaussian();
            lines.append("{\"sensorId\":\"%s\",\"timestamp\":%d,\"values\":{\"t\":%.4f}}%n"
                    .formatted(sensor, START + i * 60_000L, value));
        }
        return lines.toString();
    }

    private static void kcatProduce(String topic, String key, String lines) throws Exception {
        Outcome sent =
                Checkout.run(List.of("kcat", "-P", "-b", platform.bootstrap(), "-t", topic, "-k", key), lines, 30);
        assertThat(sent.status()).as(sent.out()).isZero();
    }

    private static JsonNode kcatConsumeOne(String topic, String key) {
        return Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> kcatConsume(topic, key), found -> !found.isEmpty())
                .get(0);
    }

    private static JsonNode kcatConsumeLast(String topic, String key) throws Exception {
        List<JsonNode> found = kcatConsume(topic, key);
        assertThat(found).isNotEmpty();
        return found.get(found.size() - 1);
    }

    /** All values of that key, in order. */
    private static List<JsonNode> kcatConsume(String topic, String key) throws Exception {
        Outcome read = Checkout.run(
                List.of(
                        "kcat",
                        "-C",
                        "-q",
                        "-e",
                        "-o",
                        "beginning",
                        "-b",
                        platform.bootstrap(),
                        "-t",
                        topic,
                        "-f",
                        "%k\\t%s\\n"),
                "",
                30);
        return read.out()
                .lines()
                .filter(line -> line.startsWith(key + "\t"))
                .map(line -> {
                    try {
                        return Json.mapper().readTree(line.substring(key.length() + 1));
                    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                        throw new AssertionError("not JSON: " + line, e);
                    }
                })
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
