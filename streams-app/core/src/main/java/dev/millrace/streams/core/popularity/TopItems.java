package dev.millrace.streams.core.popularity;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The most popular items, at most {@code capacity}. Exact although bounded: stored scores only grow (forward decay), so an
 * item that fell out is below the last one for good, until its own next event offers its whole score again. Mutable, one
 * owner, one thread.
 */
public final class TopItems {
    private static final Comparator<Entry> BEST_FIRST =
            Comparator.comparingDouble(Entry::log2Score).reversed().thenComparing(Entry::itemId);

    private final int capacity;
    private final TreeSet<Entry> ranking = new TreeSet<>(BEST_FIRST);
    private final Map<String, Entry> byItem = new HashMap<>();

    public TopItems(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be positive, it is " + capacity);
        }
        this.capacity = capacity;
    }

    /** An item and the base-2 logarithm of its score, as {@link ItemState} holds it. */
    public record Entry(String itemId, double log2Score) {}

    /** Takes an item's newest score; true where the list changed. A score that is not above the known one is old news. */
    public boolean offer(String itemId, double log2Score) {
        Entry known = byItem.get(itemId);
        if (known != null && known.log2Score() >= log2Score) {
            return false;
        }
        var entry = new Entry(itemId, log2Score);
        if (known != null) {
            ranking.remove(known);
        } else if (ranking.size() == capacity) {
            Entry last = ranking.last();
            if (BEST_FIRST.compare(entry, last) > 0) {
                return false;
            }
            ranking.remove(last);
            byItem.remove(last.itemId());
        }
        ranking.add(entry);
        byItem.put(itemId, entry);
        return true;
    }

    /** Best first. */
    public List<Entry> ranked() {
        return List.copyOf(ranking);
    }
}
