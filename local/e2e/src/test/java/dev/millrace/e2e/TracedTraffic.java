package dev.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Json;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.TopicReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;

/**
 * Events, each of a trace of its own, through a running platform, and their results held against what was sent: where the time went
 * by the result's own words, and by the clocks of those outside.
 */
final class TracedTraffic {
    private static final int SENSORS = 20;
    /** Readings of a sensor before its first window is full; those of the first asset types are shorter. */
    private static final int BEFORE_WINDOWS = 32;

    private static final int PER_SECOND = 300;
    private static final int WARMING = 1_000;
    private static final long START = 1_700_000_000_000L;

    private final KafkaClients kafka;
    private final Map<String, Sent> sent = new ConcurrentHashMap<>();
    private int number;

    /** @param at its Kafka timestamp */
    private record Sent(String traceparent, long at) {}

    /** @param at its Kafka timestamp */
    private record Found(JsonNode value, String traceparent, Sent event, long at) {
        double total() {
            return value.get("timings").get("total").asDouble();
        }
    }

    TracedTraffic(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /**
     * The traffic whose results are looked at. Others go before, which are not: between a value and the timestamp of its record lie tens of
     * milliseconds on a cold JVM.
     */
    void send(int results) throws Exception {
        try (var producer = kafka.producer(Map.of("linger.ms", 0))) {
            send(producer, "warming", WARMING);
            producer.flush();
            sent.clear();
            send(producer, "traced", results);
            producer.flush();
        }
    }

    /** A steady sensor that is far off at its end, so that there is an alert; then sensors and users in turns. */
    private void send(Producer<byte[], byte[]> producer, String name, int results) {
        int each = results / 2;
        for (int i = 0; i <= 300; i++) {
            double value = i == 300 ? 500 : 20 + Math.sin(i);
            send(producer, Topics.SENSOR_READINGS, name + "-alert", reading(name + "-alert", i, value));
        }
        for (int i = 0; i < each + SENSORS * BEFORE_WINDOWS; i++) {
            String sensor = name + "-" + i % SENSORS;
            send(producer, Topics.SENSOR_READINGS, sensor, reading(sensor, i / SENSORS, 20 + Math.sin(i)));
            if (i < each) {
                String user = name + "-" + i % 50;
                send(producer, Topics.USER_EVENTS, user, event(user, i));
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / PER_SECOND);
        }
    }

    private void send(Producer<byte[], byte[]> producer, String topic, String key, String json) {
        String trace = "00-%032x-%016x-01".formatted(0xabcd_0000_0000L + ++number, number);
        var message = new ProducerRecord<>(topic, bytes(key), bytes(json));
        message.headers().add("traceparent", bytes(trace));
        var unused = producer.send(message, (at, failure) -> {
            if (failure == null) {
                sent.put(
                        new SourceRef(at.topic(), at.partition(), at.offset()).toString(),
                        new Sent(trace, at.timestamp()));
            }
        });
    }

    private static String reading(String sensor, int minute, double value) {
        return "{\"sensorId\":\"%s\",\"timestamp\":%d,\"values\":{\"t\":%.4f}}"
                .formatted(sensor, START + minute * 60_000L, value);
    }

    private static String event(String user, int i) {
        return "{\"userId\":\"%s\",\"itemId\":\"i%d\",\"type\":\"view\",\"timestamp\":%d}"
                .formatted(user, i % 200, START + i);
    }

    /** At least {@code count} results of what was sent. */
    private List<Found> results(String topic, int count) {
        List<Found> found = new ArrayList<>();
        try (var reader = new TopicReader(kafka, topic, record -> take(record, found))) {
            Awaitility.await(topic).atMost(90, TimeUnit.SECONDS).until(() -> {
                reader.doWork();
                return found.size() >= count;
            });
        }
        return found;
    }

    private void take(ConsumerRecord<byte[], byte[]> record, List<Found> found) {
        try {
            JsonNode value = Json.mapper().readTree(record.value());
            JsonNode source = value.get("source");
            Sent event = sent.get(new SourceRef(
                            source.get("topic").asText(),
                            source.get("partition").asInt(),
                            source.get("offset").asLong())
                    .toString());
            if (event != null) {
                String header =
                        new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8);
                found.add(new Found(value, header, event, record.timestamp()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Each is of its event's trace, its stages are {@code stages}, and they add up to its total. */
    void check(String topic, int count, String... stages) {
        List<Found> found = results(topic, count);
        for (Found one : found) {
            JsonNode timings = one.value().get("timings");
            assertThat(one.value().get("traceparent").asText())
                    .isEqualTo(one.event().traceparent());
            assertThat(one.traceparent()).isEqualTo(one.event().traceparent());
            assertThat(timings.fieldNames()).toIterable().contains(stages).doesNotContain("skew");
            double sum = 0;
            for (var stage : timings.properties()) {
                sum += stage.getKey().equals("total") ? 0 : stage.getValue().asDouble();
            }
            assertThat(sum).as(timings.toString()).isCloseTo(one.total(), within(.01));
        }
        double inside = median(found.stream().mapToDouble(Found::total).toArray());
        double outside = median(
                found.stream().mapToDouble(one -> one.at() - one.event().at()).toArray());
        assertThat(inside)
                .as(
                        "median of %d totals and, from outside, of the records' timestamps: %s and %s ms",
                        found.size(), inside, outside)
                .isCloseTo(outside, within(Math.max(50, .05 * outside)));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
