package dev.millrace.scaler.decide;

/** Workers for a rate that is known beforehand and evenly spread: what a forecast, or perfect knowledge, asks for. */
public final class EvenLoad {
    private EvenLoad() {}

    /**
     * Smallest useful number, inside the limits of {@code target}.
     *
     * @param recordsPerSecond that come in, 0 or more
     * @param capacity of one worker
     * @param partitions of the topic
     * @param utilisation share of a worker's rate that may be taken, 0 to 1
     */
    public static int workers(
            double recordsPerSecond, Capacity capacity, int partitions, DelayTarget target, double utilisation) {
        var deal = new Deal(target.sharing(), partitions);
        int helpful = Math.min(target.maxReplicas(), deal.limit());
        int wanted = deal.workers(recordsPerSecond / (utilisation * capacity.recordsPerSecond()), Double.MAX_VALUE);
        return Math.max(target.minReplicas(), Math.min(helpful, wanted));
    }
}
