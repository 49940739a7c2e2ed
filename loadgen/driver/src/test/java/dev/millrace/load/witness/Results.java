package dev.millrace.load.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.FeatureSnapshot;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.Topics;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Result records as the platform writes them. */
final class Results {
    private static final ModelRef MODEL = new ModelRef("m", "v1", "0123456789abcdef0123456789abcdef");
    private static final SourceRef SOURCE = new SourceRef("inference.m", 1, 7);
    private static final Timings TIMINGS = Timings.of(Map.of("window", 1.25, "queue", 2.5, "run", .25, "total", 4.0));

    private Results() {}

    static byte[] score(String sensorId, long windowEnd) {
        return AnomalyScore.CODEC.encode(new AnomalyScore(
                sensorId,
                windowEnd - 31_000,
                windowEnd,
                1.234567890123,
                3.3,
                false,
                Map.of("temperature", .25, "pressure", .25, "vibration", .25, "current", .25),
                MODEL,
                SOURCE,
                new FeatureSnapshot(windowEnd, Map.of("robustZ", 1.5, "rangeExcess", 0.0, "stuck", 0.0), "00ff00ff"),
                TIMINGS,
                null));
    }

    static byte[] alert(String alertId, String sensorId, AnomalyAlert.Status status, long start, long at) {
        return AnomalyAlert.CODEC.encode(new AnomalyAlert(
                alertId,
                sensorId,
                status,
                3,
                start,
                at,
                status == AnomalyAlert.Status.RESOLVED ? at : null,
                5,
                3,
                "model",
                Map.of(),
                MODEL,
                SOURCE,
                new FeatureSnapshot(at, Map.of(), null),
                TIMINGS,
                null));
    }

    static byte[] recommendation(String eventId, String userId, String... items) {
        return Recommendation.CODEC.encode(new Recommendation(
                eventId,
                userId,
                Arrays.stream(items)
                        .map(item -> new Recommendation.Item(item, .5))
                        .toList(),
                eventId,
                MODEL,
                SOURCE,
                new FeatureSnapshot(0, Map.of(), null),
                TIMINGS,
                null));
    }

    static ConsumerRecord<byte[], byte[]> record(String topic, String key, byte @Nullable [] value, long timestamp) {
        return new ConsumerRecord<>(
                topic,
                0,
                0,
                timestamp,
                TimestampType.CREATE_TIME,
                key.length(),
                value == null ? 0 : value.length,
                key.getBytes(UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    static ConsumerRecord<byte[], byte[]> scored(String sensorId, long windowEnd, long timestamp) {
        return record(Topics.ANOMALY_SCORES, sensorId, score(sensorId, windowEnd), timestamp);
    }
}
