package dev.millrace.scaler.decide;

/**
 * How {@link DelayPolicy} weighs speed against money. {@link #DEFAULT} suits most; what people set is {@link DelayTarget}.
 *
 * @param utilisation share of a worker's rate that steady load may take before one more is wanted, 0 to 1
 * @param relaxed share that it may take after a worker has gone, below {@code utilisation}: the gap is the dead band
 * @param headroom share of the SLO that waiting in the queue may take, 0 to 1; the rest is for the work, the network and surprises
 * @param drainShare working off what piled up while workers started may take this share of the start-up time, 0 or more: nobody can
 *     shorten the start-up, and a little patience after it needs far fewer workers
 * @param holdSeconds shortest time that a need must have stayed lower before a worker goes
 * @param holdStartups the same in start-up times; the longer of both counts
 * @param idleSeconds without arrivals, backlog and busy workers for so long is idle
 */
public record Tuning(
        double utilisation,
        double relaxed,
        double headroom,
        double drainShare,
        double holdSeconds,
        double holdStartups,
        double idleSeconds) {
    public static final Tuning DEFAULT = new Tuning(.8, .65, .5, .15, 60, 3, 10);

    public Tuning {
        share("utilisation", utilisation);
        share("relaxed", relaxed);
        share("headroom", headroom);
        if (relaxed >= utilisation) {
            throw new IllegalArgumentException("relaxed: " + relaxed + " is not below utilisation, " + utilisation);
        }
        notNegative("drainShare", drainShare);
        notNegative("holdSeconds", holdSeconds);
        notNegative("holdStartups", holdStartups);
        notNegative("idleSeconds", idleSeconds);
    }

    private static void share(String key, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(key + ": " + value + " is not above 0 and at most 1");
        }
    }

    private static void notNegative(String key, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(key + ": " + value + " is not 0 or more");
        }
    }
}
