package dev.millrace.streams.core.recommend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Distinct items that a user interacted with, least recent first by arrival, at most {@code capacity}: the least recent falls
 * out. A list and not a hash set: the state is decoded for one look-up, and a scan of it costs less than hashing every item.
 */
final class SeenItems {
    private final int capacity;
    private final List<String> items = new ArrayList<>();

    SeenItems(int capacity) {
        this.capacity = capacity;
    }

    void add(String item) {
        items.remove(item);
        items.add(item);
        if (items.size() > capacity) {
            items.remove(0);
        }
    }

    /** Appends what is known to be distinct, as the codec does. */
    void restore(String item) {
        items.add(item);
        if (items.size() > capacity) {
            items.remove(0);
        }
    }

    List<String> items() {
        return Collections.unmodifiableList(items);
    }
}
