package dev.millrace.streams.kafka;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Topics;
import java.time.Clock;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes the dead letters of one stage. A compressed record can be larger than what a topic takes uncompressed; then the value is
 * cut so that the letter fits, and the reason says so: a letter that cannot be sent would stall its partition for ever.
 */
final class DeadLetterRecords {
    /** Room for what is kept of the record; the rest of the limit is for the {@code dlq.*} headers and the batch. */
    static final int KEPT_BYTES = Topics.MAX_RECORD_BYTES;

    private static final int MOST_REASON = 1000;

    private final String stage;
    private final Clock clock;

    DeadLetterRecords(String stage, Clock clock) {
        this.stage = stage;
        this.clock = clock;
    }

    Record<byte[], byte[]> of(Record<byte[], byte[]> record, SourceRef source, ErrorKind kind, String reason) {
        byte[] key = cut(record.key(), KEPT_BYTES / 4);
        Headers headers = size(record.headers()) > KEPT_BYTES / 4 ? new RecordHeaders() : record.headers();
        byte[] value = cut(record.value(), KEPT_BYTES - length(key) - size(headers));
        String clipped = reason.length() > MOST_REASON ? reason.substring(0, MOST_REASON) : reason;
        String told = length(value) == length(record.value())
                ? clipped
                : clipped + "; of the value's " + length(record.value()) + " bytes the first " + length(value)
                        + " are kept";
        long now = clock.millis();
        var letter = new DeadLetter(source, key, value, headers, stage, kind, told, 1, now, null).toRecord();
        return new Record<>(letter.key(), letter.value(), now, letter.headers());
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static int size(Headers headers) {
        int size = 0;
        for (Header header : headers) {
            size += 3 * header.key().length() + length(header.value()) + 10;
        }
        return size;
    }
}
