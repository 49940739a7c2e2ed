package dev.millrace.streams.core.recommend;

import java.util.Arrays;

/** The last interactions of one user: items with event times, newest first by event time, at most {@code capacity}. */
final class ItemHistory {
    private final int capacity;
    private Texts items = Texts.NONE;
    /** Never changed in place: a request holds it. */
    private long[] times = {};

    ItemHistory(int capacity) {
        this.capacity = capacity;
    }

    /** Puts a late interaction at its place; of equal times the one that arrived later is the newer. */
    void add(byte[] item, long time) {
        int place = 0;
        while (place < times.length && times[place] > time) {
            place++;
        }
        if (place == capacity) {
            return; // older than all that is kept
        }
        long[] more = new long[Math.min(capacity, times.length + 1)];
        System.arraycopy(times, 0, more, 0, place);
        more[place] = time;
        System.arraycopy(times, place, more, place + 1, more.length - place - 1);
        items = items.insert(place, item, capacity);
        times = more;
    }

    /** Takes what was kept, newest first, and cuts it to the capacity. */
    void restore(Texts keptItems, long[] keptTimes) {
        items = keptItems.first(capacity);
        times = keptTimes.length <= capacity ? keptTimes : Arrays.copyOf(keptTimes, capacity);
    }

    int size() {
        return times.length;
    }

    String item(int index) {
        return items.get(index);
    }

    long time(int index) {
        return times[index];
    }

    Texts texts() {
        return items;
    }

    /** Not to be changed. */
    long[] sharedTimes() {
        return times;
    }

    String[] items() {
        return items.toArray();
    }

    long[] times() {
        return times.clone();
    }
}
