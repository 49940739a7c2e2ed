package dev.millrace.inference.rollout;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;

/**
 * What the gate decided on a shadow or canary.
 *
 * @param entry the entry that was judged
 * @param promote true: it goes live; false: it is retired
 * @param reason in words, with the numbers and their limits
 * @param at end of the comparison that decided, epoch milliseconds: no worker's clock, so all come to equal verdicts
 */
public record Verdict(ModelEntry entry, boolean promote, String reason, long at) {
    /** The entry to announce, the same from every worker. */
    public ModelEntry outcome() {
        return promote ? entry.withStage(Stage.LIVE, 1, reason, at) : entry.withStage(Stage.RETIRED, 0, reason, at);
    }
}
