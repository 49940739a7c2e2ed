package dev.millrace.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.TopicReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedTest {
    @Test
    void brokerKeepsItsRecordsOverARestart(@TempDir Path folder) throws Exception {
        BrokerOptions options = BrokerOptions.inFolder(folder);
        try (var broker = EmbeddedBroker.start(options)) {
            broker.createTopics(Topics.all(List.of("sensor-anomaly")));
            try (var producer = KafkaClients.of(broker.bootstrap(), Map.of()).producer(Map.of())) {
                producer.send(new ProducerRecord<>(
                                Topics.SENSOR_READINGS, "a".getBytes(StandardCharsets.UTF_8), new byte[] {1}))
                        .get();
            }
        }
        var read = new ArrayList<String>();
        try (var broker = EmbeddedBroker.start(options);
                var reader = new TopicReader(
                        KafkaClients.of(broker.bootstrap(), Map.of()),
                        Topics.SENSOR_READINGS,
                        found -> read.add(new String(found.key(), StandardCharsets.UTF_8)))) {
            assertThat(reader.readToEnd()).isEqualTo(1);
        }
        assertThat(read).containsExactly("a");
    }

    @Test
    void redisAnswersAndComesBackOnItsPort(@TempDir Path folder) throws Exception {
        int port;
        try (var redis = EmbeddedRedis.start(folder)) {
            port = redis.port();
            assertThat(ping(port)).isEqualTo("+PONG\r\n");
            redis.kill();
        }
        try (var redis = EmbeddedRedis.start(folder, port)) {
            assertThat(ping(redis.port())).isEqualTo("+PONG\r\n");
        }
    }

    @Test
    void carriedRedisBinaryIsUnpackedWhereNoneIsInstalled(@TempDir Path folder) throws Exception {
        assertThat(RedisBinary.find(folder)).isExecutable();
    }

    private static String ping(int port) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII);
        }
    }
}
