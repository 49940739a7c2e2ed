package dev.millrace.scaler.forecast;

/**
 * How long workers take from being asked for until they are ready: their start-up, and before it what only the cluster knows, such as a
 * node that has to come first. Seen whenever a fleet grows to what was asked. A longer time is believed at once, a shorter one slowly: who
 * comes too early costs little. One thread at a time.
 */
final class LeadTime {
    /** Longer is no lead but a lack of room, which nothing asked for earlier would mend. */
    static final double LONGEST_SECONDS = 1_800;

    private static final double WEIGHT = .2;

    private double askedAt = Double.NaN;
    private int asked;
    private double known;

    /** At a moment so many are ready of those that were wanted. Seconds from then on; 0 before any was seen. */
    double observe(double seconds, int ready, int wanted) {
        if (!Double.isNaN(askedAt) && ready >= asked) {
            learn(seconds - askedAt);
            askedAt = Double.NaN;
        }
        if (wanted < asked) {
            askedAt = Double.NaN; // they are not waited for any more
        }
        if (Double.isNaN(askedAt) && wanted > ready) {
            askedAt = seconds;
            asked = wanted;
        }
        return known;
    }

    private void learn(double seen) {
        if (seen <= LONGEST_SECONDS) {
            known = Math.max(seen, known + WEIGHT * (seen - known));
        }
    }
}
