package dev.millrace.scaler.server.watch;

import dev.millrace.scaler.decide.Decision;
import dev.millrace.scaler.decide.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What a watch knows.
 *
 * <pre>
 *   Undecided ──read──▶ Decided ──not read──▶ Held ──hold is over──▶ Lost
 *                          ▲─────────────read──┴──────────────────────┘
 * </pre>
 */
public sealed interface View {
    /** Nothing has been read yet. */
    record Undecided(String why) implements View {}

    /** A decision that may be acted upon. */
    sealed interface Usable extends View {
        Decision decision();

        /** What it was made from; null where the topic does not exist. */
        @Nullable
        Observation seen();

        /** When it was made, monotonic. */
        long nanos();
    }

    record Decided(Decision decision, @Nullable Observation seen, long nanos) implements Usable {}

    /** The last good decision, while Kafka cannot be read. */
    record Held(Decision decision, @Nullable Observation seen, long nanos, String why) implements Usable {}

    /** Too old to be held: KEDA's fallback is for this. */
    record Lost(String why, long nanos) implements View {}
}
