package dev.millrace.streams.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.streams.flink.sensors.Readings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as it is deployed: its main class, its JVM arguments, 512 MB of heap. */
class FlinkProcessTest {
    @Test
    void aKilledProcessContinuesFromItsLastCheckpointAndLosesNothing(@TempDir Path folder) throws Exception {
        List<SensorReading> readings = new ArrayList<>();
        try (Broker broker = Broker.start(folder);
                KafkaProducer<byte[], byte[]> producer =
                        KafkaClients.of(broker.bootstrap(), Map.of()).producer(Map.of());
                var requests = new TopicLog(broker.bootstrap(), Topics.inference("sensor-anomaly"))) {
            try (ChildJvm flink = flink(broker, folder)) {
                for (int i = 0; i < 40; i++) {
                    produce(producer, readings, i);
                    if (i % 10 == 9) { // so that checkpoints fall between the readings
                        requests.until(records -> Oracle.sent(records).size()
                                == Oracle.windows(readings).size());
                    }
                }
                flink.kill();
            }
            produce(producer, readings, 40);
            try (ChildJvm flink = flink(broker, folder)) {
                produce(producer, readings, 41);
                var records = requests.until(sent ->
                        Oracle.sent(sent).size() == Oracle.windows(readings).size());

                assertThat(Oracle.sent(records)).usingRecursiveComparison().isEqualTo(Oracle.windows(readings));
                assertThat(Files.readString(folder.resolve("flink.log")))
                        .contains(
                                "job sensor-windows starts from checkpoint", "job item-signals starts from checkpoint");
                flink.stop(Duration.ofSeconds(10));
            }
        }
    }

    private static void produce(KafkaProducer<byte[], byte[]> producer, List<SensorReading> readings, int index)
            throws Exception {
        SensorReading reading = Readings.reading("s1", index);
        readings.add(reading);
        producer.send(new ProducerRecord<>(
                        Topics.SENSOR_READINGS, "s1".getBytes(StandardCharsets.UTF_8), Inputs.write(reading)))
                .get();
    }

    private static ChildJvm flink(Broker broker, Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-Xmx512m"));
        try (InputStream in = FlinkMain.class.getResourceAsStream("/META-INF/millrace/jvm.args")) {
            assertThat(in).isNotNull();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(arguments::add);
        }
        return ChildJvm.start(
                "flink",
                folder,
                arguments,
                System.getProperty("java.class.path"),
                "dev.millrace.streams.flink.FlinkMain",
                Map.of("kafka.bootstrap", broker.bootstrap(), "checkpoint.interval", "300ms"));
    }
}
