package dev.millrace.features.materializer;

import dev.millrace.contracts.Topics;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import dev.millrace.servicekit.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Rows of features at a steady rate, functions of their number. An entity gets four rows on average, in turns with 2,000 others
 * and out of order in event time, and then none any more: a row that is lost is not healed by a later one, wherever it was.
 */
final class FeatureTraffic implements AutoCloseable {
    static final String VIEW = "traffic";
    static final FeatureRefs REFS = FeatureRefs.of(VIEW, List.of("number", "mean", "max"));

    /** The view as a file for {@code features.definitions}. */
    static final String YAML =
            """
            project: millrace
            entities: [{name: entity, type: INT64}]
            views:
              - name: traffic
                entities: [entity]
                features: [{name: number, type: INT64}, {name: mean, type: DOUBLE}, {name: max, type: DOUBLE}]
            """;

    private static final int ROWS_OF_AN_ENTITY = 4;
    private static final int SPREAD = 2_000;
    private static final int LATE_MILLIS = 10_000;
    private static final Instant T0 = Instant.parse("2024-01-01T00:00:00Z");

    private final KafkaClients kafka;
    private final int perSecond;
    private final CompletableFuture<Long> sent;
    private volatile boolean stopping;

    FeatureTraffic(KafkaClients kafka, int perSecond) {
        this.kafka = kafka;
        this.perSecond = perSecond;
        this.sent = CompletableFuture.supplyAsync(this::send);
    }

    private long send() {
        long start = System.nanoTime();
        long number = 0;
        var failed = new CompletableFuture<Void>();
        try (var producer = kafka.producer(Map.of())) {
            while (!stopping && !failed.isDone()) {
                long due = (long) ((System.nanoTime() - start) / 1e9 * perSecond);
                for (; number < due; number++) {
                    var unused = producer.send(record(number), (metadata, problem) -> {
                        if (problem != null) {
                            failed.completeExceptionally(problem);
                        }
                    });
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
        if (failed.isDone()) {
            failed.join();
        }
        return number;
    }

    private static ProducerRecord<byte[], byte[]> record(long number) {
        int entity = entity(number);
        FeatureRow row = Rows.row(
                VIEW,
                key(entity),
                time(number),
                Map.of(
                        "number",
                        Values.int64(number),
                        "mean",
                        Values.float64(number / 2.0),
                        "max",
                        Values.float64((double) number)));
        return new ProducerRecord<>(
                Topics.FEATURES, Integer.toString(entity).getBytes(StandardCharsets.UTF_8), row.toByteArray());
    }

    static EntityKey key(int entity) {
        return EntityKey.of("entity", entity);
    }

    /** No two near rows have the same. */
    static Instant time(long number) {
        int late = new SplittableRandom(number).nextInt(LATE_MILLIS);
        return T0.plusMillis(number - late).plusNanos(number % 1_000_000);
    }

    private static int entity(long number) {
        return (int) (number / ROWS_OF_AN_ENTITY) + new SplittableRandom(~number).nextInt(SPREAD);
    }

    /** By entity the number of the row that is newest in event time; -1 for an entity without rows. */
    static long[] newest(long rows) {
        var newest = new long[(int) (rows / ROWS_OF_AN_ENTITY) + SPREAD];
        Arrays.fill(newest, -1);
        for (long number = 0; number < rows; number++) {
            int entity = entity(number);
            if (newest[entity] < 0 || time(newest[entity]).isBefore(time(number))) {
                newest[entity] = number;
            }
        }
        return newest;
    }

    /** Returns how many rows were sent, when Kafka has all of them. */
    long stop() {
        stopping = true;
        return sent.join();
    }

    @Override
    public void close() {
        stopping = true;
    }
}
