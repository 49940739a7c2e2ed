package dev.millrace.console.live;

import dev.millrace.contracts.Recommendation;
import java.util.List;

/**
 * A recommendation as the page shows it.
 *
 * @param at its Kafka timestamp, epoch milliseconds
 * @param items best first, at most five
 * @param millis from the event that asked to the answer; 0 where that is not told
 */
public record Advice(String user, List<String> items, String trigger, String model, double millis, long at) {
    private static final int SHOWN = 5;

    static Advice of(Recommendation found, long at) {
        return new Advice(
                found.userId(),
                found.items().stream()
                        .limit(SHOWN)
                        .map(Recommendation.Item::itemId)
                        .toList(),
                found.trigger(),
                found.model().toString(),
                found.timings().totalMillis(),
                at);
    }
}
