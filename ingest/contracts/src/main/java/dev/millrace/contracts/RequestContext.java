package dev.millrace.contracts;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What travels in Kafka headers from the triggering event to the result: its position, its Kafka timestamp, the W3C trace
 * context and the milliseconds that each stage took so far.
 */
public record RequestContext(SourceRef source, long originTimestamp, String traceparent, Map<String, Double> timings) {
    public static final String SOURCE = "millrace.source";
    public static final String ORIGIN = "millrace.origin";
    public static final String TIMINGS = "millrace.timings";
    public static final String TRACEPARENT = "traceparent";

    /** The context of a fresh event; takes the producer's {@code traceparent} where there is one, else derives one. */
    public static RequestContext of(SourceRef source, long kafkaTimestamp, @Nullable Headers headers) {
        String given = headers == null ? null : text(headers, TRACEPARENT);
        return new RequestContext(source, kafkaTimestamp, given == null ? derive(source) : given, Map.of());
    }

    /** This context with one more stage; {@code millis} of an earlier stage of that name are replaced. */
    public RequestContext with(String stage, double millis) {
        var more = new LinkedHashMap<>(timings);
        more.put(stage, millis);
        return new RequestContext(source, originTimestamp, traceparent, more);
    }

    public void write(Headers headers) {
        put(headers, SOURCE, source.toString());
        put(headers, ORIGIN, Long.toString(originTimestamp));
        put(headers, TRACEPARENT, traceparent);
        var text = new StringBuilder(16 * timings.size());
        timings.forEach((stage, millis) ->
                append(text.append(stage).append('='), millis).append(';'));
        put(headers, TIMINGS, text.toString());
    }

    /** As {@link StringBuilder#append(double)}, cheaper for whole numbers, which differences of clocks are. */
    private static StringBuilder append(StringBuilder text, double millis) {
        int whole = (int) millis;
        return whole == millis && whole > 0 && whole < 1_000_000
                ? text.append(whole).append(".0")
                : text.append(millis);
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
            var timings = new LinkedHashMap<String, Double>();
            String stages = text(headers, TIMINGS);
            int at = 0;
            while (stages != null && at < stages.length()) {
                int equals = stages.indexOf('=', at);
                int end = stages.indexOf(';', equals);
                timings.put(stages.substring(at, equals), Double.parseDouble(stages.substring(equals + 1, end)));
                at = end + 1;
            }
            SourceRef source = SourceRef.parse(required(headers, SOURCE));
            String trace = text(headers, TRACEPARENT);
            return new RequestContext(
                    source, Long.parseLong(required(headers, ORIGIN)), trace == null ? derive(source) : trace, timings);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, "request headers are broken: " + e.getMessage());
        }
    }

    /** A trace context that the same record always gets again: 128 and 64 bits mixed from its position. */
    private static String derive(SourceRef source) {
        long topic = mix(source.topic().hashCode() * 31L + source.partition());
        long high = mix(topic + source.offset());
        long low = mix(high ^ source.offset() * 0x9E3779B97F4A7C15L);
        HexFormat hex = HexFormat.of();
        return "00-" + hex.toHexDigits(high) + hex.toHexDigits(low) + "-" + hex.toHexDigits(mix(low) | 1) + "-00";
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
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
