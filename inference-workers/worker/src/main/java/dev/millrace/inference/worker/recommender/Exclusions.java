package dev.millrace.inference.worker.recommender;

import java.util.Arrays;
import java.util.Set;

/**
 * Which vocabulary indices one request may not be given: what its user has seen, and what left the catalogue. Marks stand in an
 * array with the number of the request, so that the next request clears nothing.
 */
final class Exclusions {
    private final Vocabulary vocabulary;
    private final RemovedItems removed;
    private final int[] marks;
    private final boolean[] gone;
    private Set<String> source = Set.of();
    private int goneCount;
    private int request;

    Exclusions(Vocabulary vocabulary, RemovedItems removed) {
        this.vocabulary = vocabulary;
        this.removed = removed;
        this.marks = new int[vocabulary.size() + 1];
        this.gone = new boolean[vocabulary.size() + 1];
    }

    /** Takes the newest removals in; once per batch, so that what is counted is what is left out. */
    void refresh() {
        Set<String> newest = removed.current();
        if (newest == source) {
            return;
        }
        source = newest;
        Arrays.fill(gone, false);
        goneCount = 0;
        for (String item : newest) {
            int index = vocabulary.index(item);
            if (index > 0) {
                gone[index] = true;
                goneCount++;
            }
        }
    }

    /** Items that no request can be given. */
    int goneCount() {
        return goneCount;
    }

    /**
     * Starts a request; returns how many items are excluded for it alone.
     *
     * @param seen vocabulary indices in the first {@code length} places, 0 for what the model does not know
     */
    int mark(int[] seen, int length) {
        if (++request == 0) { // the counter came round: old marks mean nothing any more
            Arrays.fill(marks, 0);
            request = 1;
        }
        int count = 0;
        for (int i = 0; i < length; i++) {
            int index = seen[i];
            if (index > 0 && !gone[index] && marks[index] != request) {
                marks[index] = request;
                count++;
            }
        }
        return count;
    }

    boolean excluded(int index) {
        return gone[index] || marks[index] == request;
    }
}
