package dev.millrace.streams.core.recommend;

import java.util.List;

/**
 * Distinct items that a user interacted with, least recent first by arrival, at most {@code capacity}: the least recent falls
 * out. A list and not a hash set: the state is read for one look-up, and a scan of it costs less than hashing every item.
 */
final class SeenItems {
    private final int capacity;
    private Texts items = Texts.NONE;

    SeenItems(int capacity) {
        this.capacity = capacity;
    }

    void add(byte[] item) {
        items = items.moveToEnd(item, capacity);
    }

    /** Takes what is known to be distinct, and cuts it to the capacity. */
    void restore(Texts kept) {
        items = kept.last(capacity);
    }

    Texts texts() {
        return items;
    }

    List<String> items() {
        return List.of(items.toArray());
    }
}
