package dev.millrace.local.dlq;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.SourceRef;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it lies in the topic. Read leniently: whatever stands in the topic must be listed, so a header that is
 * missing or broken gives {@code ?}, 0 or null.
 *
 * @param source the original record; null where the letter does not say, and then it cannot be sent again
 * @param kind label of the error kind, such as {@code wrong-type}
 * @param attempts how often the stage tried it in this life
 * @param timeMillis when it was refused, epoch milliseconds
 * @param model name/version where a model was involved
 * @param headers all of them, the original ones and {@code dlq.*}
 */
public record Letter(
        LetterId id,
        @Nullable SourceRef source,
        String stage,
        String kind,
        String reason,
        int attempts,
        long timeMillis,
        @Nullable String model,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {

    public static Letter of(ConsumerRecord<byte[], byte[]> found) {
        Headers headers = found.headers();
        return new Letter(
                new LetterId(found.partition(), found.offset()),
                source(headers),
                text(headers, DeadLetter.STAGE, "?"),
                text(headers, DeadLetter.KIND, "?"),
                text(headers, DeadLetter.REASON, "?"),
                (int) number(headers, DeadLetter.ATTEMPTS, 0),
                number(headers, DeadLetter.TIME, found.timestamp()),
                find(headers, DeadLetter.MODEL),
                found.key(),
                found.value(),
                headers);
    }

    /** How often the record had been sent again before it died this time. */
    public int earlierRedrives() {
        int count = 0;
        for (Header ignored : headers.headers(Redrive.REDRIVEN)) {
            count++;
        }
        return count;
    }

    public @Nullable String keyText() {
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }

    private static @Nullable SourceRef source(Headers headers) {
        String topic = find(headers, DeadLetter.TOPIC);
        long partition = number(headers, DeadLetter.PARTITION, -1);
        long offset = number(headers, DeadLetter.OFFSET, -1);
        return topic == null || partition < 0 || offset < 0 ? null : new SourceRef(topic, (int) partition, offset);
    }

    private static long number(Headers headers, String name, long otherwise) {
        String text = find(headers, name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static String text(Headers headers, String name, String otherwise) {
        String found = find(headers, name);
        return found == null ? otherwise : found;
    }

    private static @Nullable String find(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
