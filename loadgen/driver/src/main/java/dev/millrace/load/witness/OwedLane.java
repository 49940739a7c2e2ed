package dev.millrace.load.witness;

/** Entries of one lane by index, which rises: a ring that grows, and loses its oldest at the front. Not thread-safe. */
final class OwedLane {
    private static final int SMALLEST = 8;

    /** A plan that leaves out more than this many indices at once is not one that is walked in order. */
    private static final int MAX_GAP = 1 << 24;

    private long[] ring = new long[SMALLEST];
    private long first;
    private long next;

    /** Adds at an index above all before; those between owe nothing. Forgets what was due before {@code horizonMicros}. */
    void add(long index, long entry, long horizonMicros) {
        if (first == next) {
            first = index;
            next = index;
        }
        if (index < next || index - next > MAX_GAP) {
            throw new IllegalStateException(
                    "index " + index + " cannot follow " + (next - 1) + ": a plan rises by one");
        }
        forget(horizonMicros);
        if (first == next) {
            first = index;
            next = index;
        }
        while (index - first >= ring.length) {
            grow();
        }
        while (next < index) {
            ring[slot(next++)] = OwedEntry.NONE;
        }
        ring[slot(next++)] = entry;
    }

    /** {@link OwedEntry#NONE} where the index is not known, not any more or not yet. */
    long get(long index) {
        return index < first || index >= next ? OwedEntry.NONE : ring[slot(index)];
    }

    void settle(long index) {
        ring[slot(index)] = OwedEntry.settled(ring[slot(index)]);
    }

    int capacity() {
        return ring.length;
    }

    private void forget(long horizonMicros) {
        while (first < next) {
            long oldest = ring[slot(first)];
            if (oldest != OwedEntry.NONE && OwedEntry.dueMicros(oldest) >= horizonMicros) {
                return;
            }
            first++;
        }
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(ring.length, 2)];
        for (long index = first; index < next; index++) {
            larger[(int) (index & larger.length - 1)] = ring[slot(index)];
        }
        ring = larger;
    }

    private int slot(long index) {
        return (int) (index & ring.length - 1);
    }
}
