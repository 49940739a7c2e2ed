package dev.millrace.inference.worker.model;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.inference.worker.head.Scorer;

/** What the loader asks of the run thread; each takes effect between two batches, in the order given. */
sealed interface Change<Q> {
    /** {@code scorer} serves; the one before stays warm as the standby. */
    record Serve<Q>(Scorer<Q> scorer) implements Change<Q> {}

    /** The challenger serves; the one before stays warm as the standby. */
    record Promote<Q>() implements Change<Q> {}

    /** The standby serves again: an instant roll-back. The one before becomes the standby. */
    record Restore<Q>() implements Change<Q> {}

    /** The standby is given up, to make room. */
    record DropStandby<Q>() implements Change<Q> {}

    /**
     * {@code scorer} is tried beside the live one.
     *
     * @param share of the keys that it answers as a canary; a shadow answers none
     */
    record Challenge<Q>(Scorer<Q> scorer, ModelEntry.Stage stage, double share) implements Change<Q> {}

    /** The challenger stays, in another role. */
    record Role<Q>(ModelEntry.Stage stage, double share) implements Change<Q> {}

    /** The challenger goes. */
    record Withdraw<Q>() implements Change<Q> {}
}
