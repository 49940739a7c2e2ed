package dev.millrace.load.witness;

/**
 * What has come on one flow so far, warm-up included.
 *
 * @param settled owed results that came, each counted once
 * @param duplicates results that had come before
 * @param foreign results that nothing owes, as far as is still remembered: other producers' and {@code unowed}
 * @param unowed those of {@code foreign} that carry a key of this run: not planned, or later than is remembered
 * @param outOfOrder settled results that came after a later one of the same key
 */
public record FlowCounts(long settled, long duplicates, long foreign, long unowed, long outOfOrder) {
    /** Owed by what was sent, and not here. Negative where more came than the senders say that they caused. */
    public long lost(long owedBySent) {
        return owedBySent - settled;
    }
}
