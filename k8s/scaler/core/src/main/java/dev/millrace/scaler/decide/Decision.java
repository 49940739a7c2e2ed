package dev.millrace.scaler.decide;

import java.util.Locale;

/**
 * How many workers are wanted, and why.
 *
 * @param replicas workers wanted, 0 to the largest number that can help
 * @param active whether there is anything to do: false lets KEDA go to zero after its cool-down
 * @param kind which rule decided
 * @param reason one sentence for people, with the figures that decided
 */
public record Decision(int replicas, boolean active, Kind kind, String reason) {
    /** What a decision goes by. */
    public enum Kind {
        /** There is nothing to do. */
        IDLE,
        /** To keep up with what comes in. */
        STEADY,
        /** To bring the delay of what waits back inside the SLO. */
        CATCH_UP,
        /** More than needed stay for a while. */
        HOLD,
        /** More would be wanted than may be, or can be fed. */
        LIMIT,
        /** What is expected to come. */
        FORECAST;

        /** As metrics and status have it: {@code catch-up}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Of a rule that tells no more than whether there is anything to do. */
    public Decision(int replicas, boolean active, String reason) {
        this(replicas, active, active ? Kind.STEADY : Kind.IDLE, reason);
    }
}
