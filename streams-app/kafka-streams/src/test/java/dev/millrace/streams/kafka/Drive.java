package dev.millrace.streams.kafka;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology in Kafka's test driver, at a clock that stands still; counts what the stages tell. */
final class Drive implements AutoCloseable, StepMetrics {
    static final long NOW = 1_800_000_000_000L;

    final List<String> told = new ArrayList<>();
    final List<Long> judged = new ArrayList<>();
    private final TopologyTestDriver driver;

    Drive(Path folder, String... settings) {
        var values = new HashMap<>(Map.of("data.dir", folder.toString()));
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        StreamsSettings streams = StreamsSettings.from(Settings.of(values));
        Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
        driver = new TopologyTestDriver(
                StreamsTopology.of(streams, clock, this),
                StreamsProperties.of(streams, KafkaClients.of("127.0.0.1:1", Map.of())));
    }

    TopologyTestDriver driver() {
        return driver;
    }

    void send(String topic, @Nullable String key, byte @Nullable [] value, long timestamp, Header... headers) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(
                        key == null ? null : utf8(key),
                        value,
                        new RecordHeaders(headers),
                        Instant.ofEpochMilli(timestamp)));
    }

    List<TestRecord<byte[], byte[]>> read(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void accepted(String stage, long micros) {
        told.add(stage + " accepted");
    }

    @Override
    public void judged(String model, long micros) {
        judged.add(micros);
    }

    @Override
    public void repeated(String stage) {
        told.add(stage + " repeated");
    }

    @Override
    public void deadLetter(String stage, ErrorKind kind) {
        told.add(stage + " " + kind.label());
    }

    @Override
    public void close() {
        driver.close();
    }
}
