package dev.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.TopicReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as typed, against a real broker. */
class DlqCommandTest {
    private static final int LETTERS = 40;

    @TempDir
    Path folder;

    private EmbeddedBroker broker;
    private KafkaClients kafka;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder.resolve("kafka")));
        broker.createTopics(Topics.all(List.of()));
        kafka = KafkaClients.of(broker.bootstrap(), Map.of());
        try (var producer = kafka.producer(Map.of())) {
            for (int i = 0; i < LETTERS; i++) {
                var headers = new RecordHeaders();
                headers.add("traceparent", bytes("00-" + i));
                var unused = producer.send(new DeadLetter(
                                new SourceRef(Topics.SENSOR_READINGS, 0, 50L * i),
                                bytes("pump-" + i % 4),
                                bytes("{\"n\":" + i + ",\"t\":NaN}"),
                                headers,
                                "flink.sensor-windows",
                                i % 2 == 0 ? ErrorKind.MALFORMED : ErrorKind.NOT_FINITE,
                                "letter\u001b[31m " + i,
                                1,
                                1_700_000_000_000L + i,
                                null)
                        .toRecord());
            }
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of("dlq"));
        all.addAll(List.of(args));
        all.addAll(List.of("--bootstrap", broker.bootstrap()));
        return Millrace.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var reader = new TopicReader(kafka, topic, found::add)) {
            reader.readToEnd();
        }
        return found;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void lettersAreListedShownAndSentAgainOnceInTheOrderOfTheirKey() throws Exception {
        assertThat(run("list", "--limit", "3")).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("40 dead letters, the newest 3 shown: 20 malformed, 20 not-finite")
                .contains("sensor-readings/0/1950")
                .doesNotContain("\u001b");
        assertThat(out.toString().lines().filter(line -> line.contains("flink.sensor-windows")))
                .hasSize(3);

        assertThat(run("list", "--json", "--kind", "malformed", "--key", "pump-2"))
                .isZero();
        assertThat(out.toString().lines()).hasSize(10).allMatch(line -> line.contains("\"redriven\":false"));

        assertThat(run("show", "6")).isZero();
        assertThat(out.toString()).contains("dlq.kind: malformed", "traceparent: 00-6", "{\"n\":6,\"t\":NaN}");

        assertThat(run("redrive")).isEqualTo(1);
        assertThat(err.toString()).contains("--all");
        assertThat(run("redrive", "--kind", "malformed", "--dry-run")).isZero();
        assertThat(out.toString()).contains("20 records would be sent");
        assertThat(records(Topics.SENSOR_READINGS)).isEmpty();

        // One by hand, then the others of its kind by an edit; what was sent before is left out.
        Path corrected = Files.writeString(folder.resolve("corrected.json"), "{\"n\":6,\"t\":1}");
        assertThat(run("redrive", "6", "--value", corrected.toString()))
                .as(err.toString())
                .isZero();
        assertThat(run("redrive", "--kind", "malformed", "--fix", "s/NaN/0/", "--rate", "1000/s"))
                .isZero();
        assertThat(out.toString()).contains("1 were sent again before", "19 of 19 records sent again");

        List<ConsumerRecord<byte[], byte[]>> sent = records(Topics.SENSOR_READINGS);
        assertThat(sent).hasSize(20).allSatisfy(record -> {
            assertThat(record.headers().lastHeader(DeadLetter.KIND)).isNull();
            assertThat(record.headers().lastHeader("traceparent")).isNotNull();
        });
        assertThat(sent.stream()
                        .filter(record -> text(record.key()).equals("pump-0"))
                        .map(record -> text(record.value())))
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 10)
                        .mapToObj(i -> "{\"n\":" + 4 * i + ",\"t\":0}")
                        .toList());

        assertThat(run("list", "--json")).isZero();
        assertThat(out.toString().lines().filter(line -> line.contains("\"redriven\":true")))
                .hasSize(20);
        assertThat(run("redrive", "--kind", "malformed")).isZero();
        assertThat(out.toString()).contains("20 were sent again before", "Nothing sent");
        assertThat(run("redrive", "--again", "6")).isZero();
        assertThat(records(Topics.SENSOR_READINGS)).hasSize(21);
        assertThat(records(Topics.DEAD_LETTERS)).as("the letters stay").hasSize(LETTERS);
    }

    @Test
    void misuseIsToldBeforeAnythingIsSent() throws Exception {
        Path value = Files.writeString(folder.resolve("v.json"), "{}");
        assertThat(run("redrive", "--kind", "malformed", "--value", value.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("exactly one letter", "20 are selected");
        assertThat(run("redrive", "--all", "--to", "nowhere")).isEqualTo(1);
        assertThat(err.toString()).contains("'nowhere'", "and 20 more");
        assertThat(run("redrive", "--all", "--rate", "fast")).isEqualTo(1);
        assertThat(err.toString()).contains("'fast'");
        assertThat(run("show", "4000")).isEqualTo(1);
        assertThat(err.toString()).contains("no dead letter 4000");
        assertThat(run("list", "--since", "yesterday")).isEqualTo(1);
        assertThat(err.toString()).contains("'yesterday'");
        assertThat(records(Topics.SENSOR_READINGS)).isEmpty();
    }
}
