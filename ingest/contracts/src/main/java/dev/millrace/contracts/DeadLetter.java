package dev.millrace.contracts;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be processed, on its way to {@link Topics#DEAD_LETTERS}: original key, value and headers, plus
 * {@code dlq.*} headers.
 *
 * @param stage the process that refused it, such as {@code flink.sensor-windows}
 * @param attempts how often it was tried
 * @param timeMillis when it was refused, epoch milliseconds
 * @param model name/version where a model was involved
 */
public record DeadLetter(
        SourceRef source,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers,
        String stage,
        ErrorKind kind,
        String reason,
        int attempts,
        long timeMillis,
        @Nullable String model) {
    public static final String TOPIC = "dlq.topic";
    public static final String PARTITION = "dlq.partition";
    public static final String OFFSET = "dlq.offset";
    public static final String STAGE = "dlq.stage";
    public static final String KIND = "dlq.kind";
    public static final String REASON = "dlq.reason";
    public static final String ATTEMPTS = "dlq.attempts";
    public static final String TIME = "dlq.time";
    public static final String MODEL = "dlq.model";

    public ProducerRecord<byte[], byte[]> toRecord() {
        var all = new RecordHeaders(headers);
        put(all, TOPIC, source.topic());
        put(all, PARTITION, Integer.toString(source.partition()));
        put(all, OFFSET, Long.toString(source.offset()));
        put(all, STAGE, stage);
        put(all, KIND, kind.label());
        put(all, REASON, reason);
        put(all, ATTEMPTS, Integer.toString(attempts));
        put(all, TIME, Long.toString(timeMillis));
        if (model != null) {
            put(all, MODEL, model);
        }
        return new ProducerRecord<>(Topics.DEAD_LETTERS, null, key, value, all);
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
