package dev.millrace.local.demo.judge;

import dev.millrace.streams.core.popularity.DecayedPopularity;
import dev.millrace.streams.core.popularity.ItemState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The yardstick: the most popular items now that a user has not seen, by the same decayed popularity that the platform falls
 * back to, but exact, over all items, and with no delay.
 */
final class UnseenTop {
    private static final Duration HALF_LIFE = Duration.ofDays(7);
    private static final Comparator<Ranked> BEST_FIRST =
            Comparator.comparingDouble(Ranked::log2Score).reversed().thenComparing(Ranked::itemId);

    private final DecayedPopularity popularity = new DecayedPopularity(HALF_LIFE, 0);
    private final Map<String, ItemState> states = new HashMap<>();
    private final TreeSet<Ranked> ranking = new TreeSet<>(BEST_FIRST);

    private record Ranked(String itemId, double log2Score) {}

    void add(String itemId, long timestamp) {
        ItemState before = states.get(itemId);
        if (before != null) {
            ranking.remove(new Ranked(itemId, before.log2Score()));
        }
        ItemState after = popularity.onEvent(before, 0, timestamp).state();
        states.put(itemId, after);
        ranking.add(new Ranked(itemId, after.log2Score()));
    }

    /** Best first, at most {@code k}. */
    List<String> top(int k, Set<String> seen) {
        var top = new ArrayList<String>(k);
        for (Ranked ranked : ranking) {
            if (top.size() == k) {
                break;
            }
            if (!seen.contains(ranked.itemId())) {
                top.add(ranked.itemId());
            }
        }
        return top;
    }
}
