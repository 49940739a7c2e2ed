package dev.millrace.load.bare;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A flow through Kafka alone.
 *
 * @param input topic of its events
 * @param output topic of its results
 * @param every so many events a result
 * @param resultBytes length of a result's value, at least {@link #STAMP_BYTES}
 */
public record BareFlow(String input, String output, int every, int resultBytes) {
    /** A result begins with its event's Kafka timestamp, so that whoever reads it knows how long it took. */
    public static final int STAMP_BYTES = Long.BYTES;

    private static final int PARTS = 4;

    public BareFlow {
        if (every < 1) {
            throw new IllegalArgumentException("a result every " + every + " events: at least 1");
        }
        if (resultBytes < STAMP_BYTES) {
            throw new IllegalArgumentException("results of " + resultBytes + " bytes: at least " + STAMP_BYTES);
        }
    }

    /** As a setting: {@code input:output:every:bytes}, separated by commas. */
    public static String inWords(List<BareFlow> flows) {
        return flows.stream()
                .map(flow -> flow.input + ":" + flow.output + ":" + flow.every + ":" + flow.resultBytes)
                .collect(Collectors.joining(","));
    }

    static List<BareFlow> parse(String text) {
        return Stream.of(text.split(",", -1)).map(BareFlow::one).toList();
    }

    private static BareFlow one(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("'" + text + "' is not input:output:every:bytes");
        }
        return new BareFlow(parts[0], parts[1], Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
    }
}
