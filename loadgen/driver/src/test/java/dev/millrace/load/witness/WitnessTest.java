package dev.millrace.load.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.load.plan.PlannedEvent;
import dev.millrace.load.plan.SensorSample;
import dev.millrace.load.plan.WindowRule;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On a real broker. */
class WitnessTest {
    private static final PlainSensors NAMES = new PlainSensors(3);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static KafkaClients clients;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder));
        clients = KafkaClients.of(broker.bootstrap(), Map.of());
        var nothingThere = new RunTime(Clocks.wall().instant(), Clocks.wall());
        assertThatThrownBy(() -> new Witness(clients, WitnessOptions.eager(false), nothingThere, null, null))
                .hasMessageContaining("start the platform")
                .hasMessageContaining(broker.bootstrap());
        broker.createTopics(Stream.of(Topics.ANOMALY_SCORES, Topics.ANOMALY_ALERTS, Topics.DEAD_LETTERS)
                .map(topic -> new Topics.Spec(topic, 2, Map.of()))
                .toList());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    static Stream<WitnessOptions> waysToRead() {
        return Stream.of(WitnessOptions.eager(false), WitnessOptions.unhurried(false), WitnessOptions.eager(true));
    }

    private static OwedSensors owed() {
        List<PlannedEvent<SensorSample>> plan = new ArrayList<>();
        for (long sample = 0; sample < 100; sample++) {
            for (int sensor = 0; sensor < 3; sensor++) {
                plan.add(new PlannedEvent<>(sample * 1_000_000, new SensorSample(sensor, sample)));
            }
        }
        return new OwedSensors(1, process -> new ListPlan<>(plan), new WindowRule(1, 1), OwedSensors.REMEMBERED);
    }

    @ParameterizedTest
    @MethodSource("waysToRead")
    void booksWhatComesAfterItWasMade(WitnessOptions options) {
        try (var producer = clients.producer(Map.of())) {
            score(producer, "s-0", 0);
            producer.flush();
            var time = new RunTime(Clocks.wall().instant(), Clocks.wall());
            var sensors = new SensorResults(owed(), NAMES, time, Duration.ZERO);
            try (var witness = new Witness(clients, options, time, sensors, null)) {
                assertThat(witness.topics())
                        .containsExactly(Topics.ANOMALY_ALERTS, Topics.ANOMALY_SCORES, Topics.DEAD_LETTERS);
                for (long sample = 0; sample < 100; sample++) {
                    score(producer, "s-0", sample);
                    score(producer, "s-1", sample);
                }
                score(producer, "s-0", 50);
                score(producer, "stranger", 50);
                alert(producer);
                letter(producer);
                producer.flush();
                await().atMost(DEADLINE)
                        .until(() -> witness.doWork() >= 0
                                && sensors.book().counts().settled() == 200
                                && sensors.book().counts().duplicates() == 1
                                && !sensors.alerts().isEmpty()
                                && !witness.deadLetters().isEmpty());
                assertThat(sensors.book().counts()).isEqualTo(new FlowCounts(200, 1, 1, 0, 0));
                assertThat(sensors.book().counts().lost(sensors.owed().owedBy(300)))
                        .isEqualTo(100); // all of s-2
                assertThat(sensors.alerts()).containsExactly(new AlertSpan("s-1", 10, 20));
                assertThat(witness.deadLetters()).isEqualTo(Map.of("malformed", 1L));
                // Sent at once, read at once: what was published was due at most these 100 ms and the test's own time
                // ago.
                long published = sensors.book().published().getMaxValue();
                assertThat(published).isLessThan(DEADLINE.toMillis() * 1000);
                assertThat(sensors.book().witnessed().getMaxValue()).isGreaterThanOrEqualTo(published - 1_000);
            }
        }
    }

    @Test
    void recordsOfAnAbortedTransactionAreNotSeenWhenReadingCommitted() {
        var time = new RunTime(Clocks.wall().instant(), Clocks.wall());
        var committed = new SensorResults(owed(), NAMES, time, Duration.ZERO);
        var all = new SensorResults(owed(), NAMES, time, Duration.ZERO);
        try (var producer = clients.transactionalProducer("witness-test", Map.of());
                var one = new Witness(clients, WitnessOptions.eager(true), time, committed, null);
                var other = new Witness(clients, WitnessOptions.eager(false), time, all, null)) {
            producer.initTransactions();
            producer.beginTransaction();
            score(producer, "s-0", 0);
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            score(producer, "s-0", 1);
            producer.commitTransaction();
            await().atMost(DEADLINE)
                    .until(() -> other.doWork() >= 0 && all.book().counts().settled() == 2);
            await().atMost(DEADLINE)
                    .until(() -> one.doWork() >= 0 && committed.book().counts().settled() == 1);
            assertThat(one.doWork()).isZero();
        }
    }

    private static void score(KafkaProducer<byte[], byte[]> producer, String sensorId, long sample) {
        var unused = producer.send(new ProducerRecord<>(
                Topics.ANOMALY_SCORES, sensorId.getBytes(UTF_8), Results.score(sensorId, NAMES.time(0, sample))));
    }

    private static void alert(KafkaProducer<byte[], byte[]> producer) {
        var unused = producer.send(new ProducerRecord<>(
                Topics.ANOMALY_ALERTS,
                "s-1".getBytes(UTF_8),
                Results.alert("a", "s-1", AnomalyAlert.Status.FIRING, 10, 20)));
    }

    private static void letter(KafkaProducer<byte[], byte[]> producer) {
        for (String key : List.of("s-1", "stranger")) {
            var record = new ProducerRecord<>(Topics.DEAD_LETTERS, key.getBytes(UTF_8), new byte[] {'{'});
            record.headers().add(DeadLetter.KIND, ErrorKind.MALFORMED.label().getBytes(UTF_8));
            var unused = producer.send(record);
        }
    }
}
