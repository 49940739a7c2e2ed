package dev.millrace.streams.core.recommend;

import java.util.ArrayList;
import java.util.List;

/** The last interactions of one user: items with event times, newest first by event time, at most {@code capacity}. */
final class ItemHistory {
    private final int capacity;
    private final List<String> items = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();

    ItemHistory(int capacity) {
        this.capacity = capacity;
    }

    /** Puts a late interaction at its place; of equal times the one that arrived later is the newer. */
    void add(String item, long time) {
        int place = 0;
        while (place < items.size() && times.get(place) > time) {
            place++;
        }
        if (place == capacity) {
            return; // older than all that is kept
        }
        items.add(place, item);
        times.add(place, time);
        if (items.size() > capacity) {
            items.remove(capacity);
            times.remove(capacity);
        }
    }

    int size() {
        return items.size();
    }

    String item(int index) {
        return items.get(index);
    }

    long time(int index) {
        return times.get(index);
    }

    String[] items() {
        return items.toArray(new String[0]);
    }

    long[] times() {
        return times.stream().mapToLong(Long::longValue).toArray();
    }
}
