package dev.millrace.contracts;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What travels in Kafka headers from the triggering event to the result: its position, its Kafka timestamp, the W3C trace
 * context of its producer and what each stage took so far. When the last stage ended follows from these: the timestamps of the
 * records between are not trusted, for an engine may give its output the timestamp of its input.
 *
 * @param originTimestamp epoch milliseconds
 * @param traceparent the producer's, where it is a valid one, else derived from the position
 */
public record RequestContext(SourceRef source, long originTimestamp, String traceparent, Timings timings) {
    public static final String SOURCE = "millrace.source";
    public static final String ORIGIN = "millrace.origin";
    public static final String TIMINGS = "millrace.timings";
    public static final String TRACEPARENT = "traceparent";

    /** The context of a fresh event. */
    public static RequestContext of(SourceRef source, long kafkaTimestamp, @Nullable Headers headers) {
        String given = headers == null ? null : text(headers, TRACEPARENT);
        return new RequestContext(source, kafkaTimestamp, TraceParent.orDerived(given, source), Timings.NONE);
    }

    /** When the last stage ended, epoch microseconds by the clock of the process in which it did. */
    public long handedOver() {
        return originTimestamp * 1000 + timings.totalMicros() - timings.skewMicros();
    }

    /** This context with one more stage, from where the last one ended until now. */
    public RequestContext until(TimedStage stage, long nowMicros) {
        return with(timings.with(stage, nowMicros - handedOver()));
    }

    public RequestContext with(Timings other) {
        return new RequestContext(source, originTimestamp, traceparent, other);
    }

    public void write(Headers headers) {
        put(headers, SOURCE, source.toString());
        put(headers, ORIGIN, Long.toString(originTimestamp));
        put(headers, TRACEPARENT, traceparent);
        put(headers, TIMINGS, TimingsText.write(timings));
    }

    /** As {@link #read}; a request from outside, without our headers, is an event of its own. */
    public static RequestContext readOrBegin(Headers headers, SourceRef position, long kafkaTimestamp)
            throws InvalidRecordException {
        return headers.lastHeader(SOURCE) == null ? of(position, kafkaTimestamp, headers) : read(headers);
    }

    /** The triggering event's Kafka timestamp alone, epoch milliseconds; null where the header is missing or unreadable. */
    public static @Nullable Long originTimestamp(Headers headers) {
        String text = text(headers, ORIGIN);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Throws {@link InvalidRecordException} where a header is missing or unreadable. */
    public static RequestContext read(Headers headers) throws InvalidRecordException {
        try {
            SourceRef source = SourceRef.parse(required(headers, SOURCE));
            return new RequestContext(
                    source,
                    Long.parseLong(required(headers, ORIGIN)),
                    TraceParent.orDerived(text(headers, TRACEPARENT), source),
                    TimingsText.read(text(headers, TIMINGS)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, "request headers are broken: " + e.getMessage());
        }
    }

    private static String required(Headers headers, String name) {
        String text = text(headers, name);
        if (text == null) {
            throw new IllegalArgumentException("header " + name + " is missing");
        }
        return text;
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        byte[] value = header == null ? null : header.value();
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private static void put(Headers headers, String name, String value) {
        if (headers.lastHeader(name) != null) {
            headers.remove(name);
        }
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
