package dev.millrace.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Json;
import dev.millrace.contracts.Topics;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a file of JSON lines to a topic. */
@Command(
        name = "produce",
        mixinStandardHelpOptions = true,
        description = "Send a file to a topic, one JSON value per line; the key is taken from the value.")
final class ProduceCommand implements Callable<Integer> {
    private static final Map<String, String> KEYS = Map.of(
            Topics.SENSOR_READINGS, "sensorId",
            Topics.USER_EVENTS, "userId",
            Topics.ITEM_CATALOG, "itemId",
            Topics.RECOMMENDATION_REQUESTS, "userId");
    private static final long PROGRESS_EVERY = 50_000;

    @Parameters(index = "0", paramLabel = "TOPIC", description = "Such as sensor-readings or user-events.")
    String topic;

    @Parameters(index = "1", paramLabel = "FILE", description = "JSON lines; - reads standard input.")
    String file;

    @Option(
            names = "--key",
            paramLabel = "FIELD",
            description = "Field whose value is the record key (default: the topic's id field).")
    @Nullable
    String keyField;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        String field = keyField == null ? KEYS.get(topic) : keyField;
        var failed = new AtomicReference<@Nullable Exception>();
        long sent = 0;
        try (BufferedReader lines = open();
                // Throughput matters here, not the first record's latency.
                KafkaProducer<byte[], byte[]> producer =
                        cluster.kafka().producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 5))) {
            String line = lines.readLine();
            while (line != null && failed.get() == null) {
                if (!line.isBlank()) {
                    byte[] value = line.getBytes(StandardCharsets.UTF_8);
                    var unused = producer.send(new ProducerRecord<>(topic, key(line, field), value), (metadata, e) -> {
                        if (e != null) {
                            failed.compareAndSet(null, e);
                        }
                    });
                    sent++;
                    if (sent % PROGRESS_EVERY == 0) {
                        spec.commandLine().getErr().println(sent + " sent");
                        spec.commandLine().getErr().flush();
                    }
                }
                line = lines.readLine();
            }
            producer.flush();
        }
        Exception e = failed.get();
        if (e != null) {
            throw e;
        }
        spec.commandLine().getOut().println(sent + " records sent to " + topic + ".");
        return 0;
    }

    private BufferedReader open() throws java.io.IOException {
        return file.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(file));
    }

    /** The key as the value says it; a broken line is sent without one, and the platform dead-letters it. */
    private static byte @Nullable [] key(String line, @Nullable String field) {
        if (field == null) {
            return null;
        }
        try {
            JsonNode key = Json.mapper().readTree(line).get(field);
            return key == null || key.isNull() ? null : key.asText().getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
