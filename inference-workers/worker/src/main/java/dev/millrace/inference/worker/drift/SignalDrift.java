package dev.millrace.inference.worker.drift;

import dev.millrace.contracts.PopulationStability;
import dev.millrace.contracts.ScoreBins;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One signal: its first values are the reference, and the last ones, in two halves of which the older is dropped when the newer is full,
 * are held against it. Memory is that of the bins which occur, some hundreds. One thread.
 */
final class SignalDrift {
    /** Below it the index is mostly noise. */
    static final int ENOUGH = 500;

    private final SortedMap<Integer, Long> reference = new TreeMap<>();
    private SortedMap<Integer, Long> older = new TreeMap<>();
    private SortedMap<Integer, Long> newer = new TreeMap<>();
    /** Values of the reference, and of the window at most. */
    private final int size;

    private int seen;
    private int olderCount;
    private int newerCount;

    SignalDrift(int size) {
        this.size = size;
    }

    /** A value that is no number is none of the signal. */
    void add(double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        int bin = ScoreBins.of(value);
        if (seen < size) {
            reference.merge(bin, 1L, Long::sum);
            seen++;
            return;
        }
        if (newerCount == size / 2) {
            older = newer;
            olderCount = newerCount;
            newer = new TreeMap<>();
            newerCount = 0;
        }
        newer.merge(bin, 1L, Long::sum);
        newerCount++;
    }

    /** Population stability index; empty as long as there is too little to compare. */
    OptionalDouble index() {
        if (seen < size || olderCount + newerCount < ENOUGH) {
            return OptionalDouble.empty();
        }
        var window = new TreeMap<>(older);
        newer.forEach((bin, count) -> window.merge(bin, count, Long::sum));
        PopulationStability found = PopulationStability.between(reference, window);
        return found == null ? OptionalDouble.empty() : OptionalDouble.of(found.index());
    }
}
