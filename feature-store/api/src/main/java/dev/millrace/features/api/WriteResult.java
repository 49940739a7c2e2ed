package dev.millrace.features.api;

import java.util.List;

/**
 * What became of the rows of one write.
 *
 * @param written rows stored
 * @param stale rows dropped because the store has the same or a newer event time
 * @param rejected rows that no retry will store
 */
public record WriteResult(int written, int stale, List<Rejected> rejected) {
    /**
     * A row that cannot be stored.
     *
     * @param row its index in the list that was written
     */
    public record Rejected(int row, String reason) {}

    public WriteResult {
        if (written < 0 || stale < 0) {
            throw new IllegalArgumentException("negative count: written " + written + ", stale " + stale);
        }
        rejected = List.copyOf(rejected);
    }
}
