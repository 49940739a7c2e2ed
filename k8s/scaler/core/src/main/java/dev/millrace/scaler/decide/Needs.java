package dev.millrace.scaler.decide;

/**
 * What one observation asks for, before limits and holding.
 *
 * @param steady keeps up
 * @param relaxed workers that keep up with the dead band to spare: so many stay
 * @param catchUp workers that work off what waits, 0 where those that run will
 * @param least 1 while there is anything to do
 */
record Needs(SteadyNeed steady, int relaxed, int catchUp, int least) {
    private static final double DEAD_BAND_DEVIATIONS = 4;
    private static final double LEAST_RELAXED = .3;

    static Needs of(
            Observation seen, Arrivals arrivals, DelayTarget target, Tuning tuning, boolean active, double patience) {
        var deal = new Deal(target.sharing(), seen.loads().partitions());
        double rate = seen.capacity().recordsPerSecond();
        double queue = tuning.headroom() * target.sloSeconds();
        double relax = Math.min(
                tuning.relaxed() / tuning.utilisation(),
                Math.max(LEAST_RELAXED, 1 - DEAD_BAND_DEVIATIONS * arrivals.uncertainty()));
        var steady = SteadyNeed.of(arrivals, deal, rate, tuning.utilisation(), queue);
        var relaxed = SteadyNeed.of(arrivals, deal, rate * relax, tuning.utilisation(), queue / relax);
        int catchUp = CatchUpNeed.workers(seen, arrivals, deal, target, tuning, patience);
        return new Needs(steady, Math.max(steady.workers(), relaxed.workers()), catchUp, active ? 1 : 0);
    }

    int up() {
        return Math.max(least, Math.max(steady.workers(), catchUp));
    }
}
