package dev.millrace.streams.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Settings;
import dev.millrace.streams.flink.cluster.ClusterSettings;
import dev.millrace.streams.flink.cluster.Job;
import dev.millrace.streams.flink.cluster.JobsWatch;
import dev.millrace.streams.flink.cluster.LocalCluster;
import dev.millrace.streams.flink.items.ItemSettings;
import dev.millrace.streams.flink.items.ItemSignalsJob;
import dev.millrace.streams.flink.kafka.KafkaEnds;
import dev.millrace.streams.flink.sensors.Readings;
import dev.millrace.streams.flink.sensors.SensorSettings;
import dev.millrace.streams.flink.sensors.SensorWindowsJob;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The jobs as they run, on a real broker. */
class JobsOnKafkaTest {
    private static final String REQUESTS = Topics.inference("sensor-anomaly");

    private final Broker broker;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Settings settings;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    JobsOnKafkaTest(@TempDir Path folder) throws Exception {
        this.broker = Broker.start(folder);
        this.producer = KafkaClients.of(broker.bootstrap(), Map.of()).producer(Map.of());
        this.settings = Settings.of(Map.of(
                "data.dir", folder.resolve("flink").toString(),
                "checkpoint.interval", "500ms",
                "popularity.emit-interval", "100ms"));
    }

    @AfterEach
    void close() throws InterruptedException {
        producer.close();
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
    void windowsContinueOverARestartWithMoreTasksAndNothingIsLost(DeliveryGuarantee guarantee) throws Exception {
        List<SensorReading> readings = new ArrayList<>();
        try (var requests = new TopicLog(broker.bootstrap(), REQUESTS)) {
            try (LocalCluster cluster = start(guarantee, 1)) {
                awaitRunning(cluster);
                produce(readings, 0, 30);
                requests.until(records ->
                        Oracle.sent(records).size() == Oracle.windows(readings).size());
            }
            produce(readings, 30, 35);
            try (LocalCluster cluster = start(guarantee, 2)) { // with an exchange by key, which one task does without
                awaitRunning(cluster);
                produce(readings, 35, 40);
                List<ConsumerRecord<byte[], byte[]>> records = requests.until(sent ->
                        Oracle.sent(sent).size() == Oracle.windows(readings).size());

                assertThat(Oracle.sent(records)).usingRecursiveComparison().isEqualTo(Oracle.windows(readings));
                if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
                    assertThat(records).hasSameSizeAs(Oracle.windows(readings).keySet());
                }
            }
        }
    }

    @Test
    void badReadingsBecomeDeadLettersWithTheirOriginalBytes() throws Exception {
        List<SensorReading> readings = new ArrayList<>();
        produce(readings, 0, 20);
        var bad = new ProducerRecord<>(
                Topics.SENSOR_READINGS, null, null, bytes("s1"), bytes("{\"sensorId\":\"s1\",\"values\":"));
        bad.headers().add("own", bytes("kept"));
        send(bad);
        send(new ProducerRecord<>(Topics.SENSOR_READINGS, null, bytes("no key")));
        send(new ProducerRecord<>(Topics.SENSOR_READINGS, bytes("s1"), null));

        try (LocalCluster cluster = start(DeliveryGuarantee.AT_LEAST_ONCE);
                var letters = new TopicLog(broker.bootstrap(), Topics.DEAD_LETTERS);
                var requests = new TopicLog(broker.bootstrap(), REQUESTS)) {
            awaitRunning(cluster);
            List<ConsumerRecord<byte[], byte[]>> records = letters.until(sent -> sent.size() == 3);

            ConsumerRecord<byte[], byte[]> letter = records.stream()
                    .filter(record -> record.headers().lastHeader("own") != null)
                    .findFirst()
                    .orElseThrow();
            assertThat(letter.key()).isEqualTo(bad.key());
            assertThat(letter.value()).isEqualTo(bad.value());
            assertThat(header(letter, "own")).isEqualTo("kept");
            assertThat(header(letter, "dlq.stage")).isEqualTo("flink.sensor-windows");
            assertThat(header(letter, "dlq.kind")).isEqualTo("malformed");
            assertThat(header(letter, "dlq.topic")).isEqualTo(Topics.SENSOR_READINGS);
            assertThat(records)
                    .extracting(ConsumerRecord::value)
                    .contains(bytes("no key"))
                    .containsNull();
            requests.until(
                    sent -> Oracle.sent(sent).size() == Oracle.windows(readings).size());
            await().untilAsserted(() -> assertThat(
                            metrics.find("flink.sensor.readings.invalid").functionCounters())
                    .extracting(FunctionCounter::count)
                    .satisfies(counts -> assertThat(counts.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .sum())
                            .isEqualTo(3)));
        }
    }

    @Test
    void popularItemsAreEmittedAsARowOfAnEntitylessView() throws Exception {
        long now = Clocks.wall().millis();
        for (int i = 0; i < 60; i++) {
            String user = "u" + i;
            var event = new UserEvent(
                    user, i % 3 == 0 ? "rare" : "often", UserEvent.Type.CLICK, now + i, null, null, "e" + i);
            send(new ProducerRecord<>(Topics.USER_EVENTS, bytes(user), Inputs.write(event)));
        }
        try (LocalCluster cluster = start(DeliveryGuarantee.AT_LEAST_ONCE);
                var features = new TopicLog(broker.bootstrap(), Topics.FEATURES)) {
            awaitRunning(cluster);
            List<ConsumerRecord<byte[], byte[]>> rows = features.until(sent -> !sent.isEmpty()
                    && row(sent.get(sent.size() - 1)).getFeatures(1).getValue().getDoubleListVal().getValList().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .sum()
                            > 59.9);
            FeatureRow last = row(rows.get(rows.size() - 1));
            assertThat(last.getFeatures(0).getValue().getStringListVal().getValList())
                    .containsExactly("often", "rare");
            assertThat(last.getEventTime().getSeconds()).isEqualTo((now + 59) / 1000);
            assertThat(rows).isSortedAccordingTo((a, b) -> Long.compare(nanos(row(a)), nanos(row(b))));
        }
    }

    private LocalCluster start(DeliveryGuarantee guarantee) throws Exception {
        return start(guarantee, 1);
    }

    private LocalCluster start(DeliveryGuarantee guarantee, int parallelism) throws Exception {
        var kafka = new KafkaEnds(KafkaClients.of(broker.bootstrap(), Map.of()), guarantee);
        ClusterSettings one = ClusterSettings.from(settings);
        var resources = new ClusterSettings(
                one.dataDir(), parallelism, one.checkpointInterval(), one.rocksDbMegabytes(), one.networkMegabytes());
        LocalCluster cluster = LocalCluster.start(resources, 2, metrics);
        cluster.submit(new Job(
                SensorWindowsJob.NAME,
                environment ->
                        SensorWindowsJob.build(environment, SensorSettings.from(settings), kafka, Clocks.wall())));
        cluster.submit(new Job(
                ItemSignalsJob.NAME,
                environment -> ItemSignalsJob.build(environment, ItemSettings.from(settings), kafka, Clocks.wall())));
        return cluster;
    }

    private static void awaitRunning(LocalCluster cluster) {
        JobsWatch watch = cluster.watch();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            watch.doWork();
            return watch.allRunning();
        });
    }

    private void produce(List<SensorReading> readings, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            for (String sensor : List.of("s1", "s2", "s3")) {
                SensorReading reading = Readings.reading(sensor, i);
                readings.add(reading);
                send(new ProducerRecord<>(Topics.SENSOR_READINGS, bytes(sensor), Inputs.write(reading)));
            }
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        producer.send(record).get();
    }

    private static FeatureRow row(ConsumerRecord<byte[], byte[]> record) {
        try {
            return FeatureRow.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("a broken row was sent", e);
        }
    }

    private static long nanos(FeatureRow row) {
        return row.getEventTime().getSeconds() * 1_000_000_000L
                + row.getEventTime().getNanos();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
