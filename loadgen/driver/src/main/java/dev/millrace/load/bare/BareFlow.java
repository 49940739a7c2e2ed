package dev.millrace.load.bare;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A flow through Kafka alone.
 *
 * @param input topic of its events
 * @param output topic of its results
 * @param perEvent results for each event, such as .25 for one every four
 * @param resultBytes length of a result's value, at least {@link #STAMP_BYTES}
 */
public record BareFlow(String input, String output, double perEvent, int resultBytes) {
    /** A result begins with its event's Kafka timestamp, so that whoever reads it knows how long it took. */
    public static final int STAMP_BYTES = Long.BYTES;

    private static final int PARTS = 4;

    public BareFlow {
        if (!(perEvent > 0 && perEvent <= 100)) {
            throw new IllegalArgumentException(perEvent + " results per event: more than 0 and at most 100");
        }
        if (resultBytes < STAMP_BYTES) {
            throw new IllegalArgumentException("results of " + resultBytes + " bytes: at least " + STAMP_BYTES);
        }
    }

    /** As a setting: {@code input:output:perEvent:bytes}, separated by commas. */
    public static String inWords(List<BareFlow> flows) {
        return flows.stream()
                .map(flow -> flow.input + ":" + flow.output + ":" + flow.perEvent + ":" + flow.resultBytes)
                .collect(Collectors.joining(","));
    }

    static List<BareFlow> parse(String text) {
        return Stream.of(text.split(",", -1)).map(BareFlow::one).toList();
    }

    private static BareFlow one(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("'" + text + "' is not input:output:perEvent:bytes");
        }
        return new BareFlow(parts[0], parts[1], Double.parseDouble(parts[2]), Integer.parseInt(parts[3]));
    }
}
