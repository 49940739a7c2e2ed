package dev.millrace.streams.core.anomaly;

/**
 * One reason to call a window anomalous.
 *
 * @param cause see {@link Causes}
 * @param excess severity above what fires: 0 and above fires
 * @param severity −log10 of the tail probability, 0 to 12
 */
record Evidence(String cause, double excess, double severity) {
    /** What a rule that just holds is worth: rules have no tail of their own. */
    private static final double RULE_SEVERITY = 3.5;

    static Evidence ofTail(String cause, double severity, double fire) {
        return new Evidence(cause, severity - fire, severity);
    }

    static Evidence ofRule(String cause, boolean holds, double excess) {
        return holds
                ? new Evidence(cause, excess, Math.min(Tail.MOST_SEVERE, RULE_SEVERITY + excess))
                : new Evidence(cause, Double.NEGATIVE_INFINITY, 0);
    }

    boolean fires() {
        return excess >= 0;
    }

    /** The stronger of the two; this one where they are equal. */
    Evidence or(Evidence other) {
        return other.excess > excess ? other : this;
    }
}
