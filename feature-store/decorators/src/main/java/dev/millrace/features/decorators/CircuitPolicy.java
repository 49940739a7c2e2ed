package dev.millrace.features.decorators;

import java.time.Duration;

/**
 * When a store that is away is left alone.
 *
 * @param calls the last so many calls count, of reads and of writes apart; fewer never open the circuit
 * @param failures share of them that must have failed to open it, above 0, at most 1
 * @param open how long every call then fails at once, before one is let through to see
 */
public record CircuitPolicy(int calls, double failures, Duration open) {
    /** Half of 10 calls, one second. */
    public static final CircuitPolicy DEFAULT = new CircuitPolicy(10, 0.5, Duration.ofSeconds(1));

    public CircuitPolicy {
        if (calls < 1) {
            throw new IllegalArgumentException("calls: " + calls + " is less than 1");
        }
        if (!(failures > 0 && failures <= 1)) {
            throw new IllegalArgumentException("failures: " + failures + " is not above 0 and at most 1");
        }
        if (open.isNegative() || open.isZero()) {
            throw new IllegalArgumentException("open: " + open + " is not positive");
        }
    }
}
