package dev.millrace.load.scenario;

import org.jspecify.annotations.Nullable;

/**
 * A figure of somebody else's experiment, to stand beside ours.
 *
 * @param what in words, such as {@code p95 with 4 replicas at 100 requests/s}
 * @param theirs as published, with its unit
 * @param metric of ours that answers the same question; null where we have none
 * @param note why the two differ beyond speed, where they do
 */
public record Published(String what, String theirs, @Nullable String metric, @Nullable String note) {
    @SuppressWarnings("NullAway") // Jackson leaves out what the file leaves out
    public Published {
        if (what == null || theirs == null) {
            throw new IllegalArgumentException("a published figure needs 'what' and 'theirs'");
        }
    }
}
