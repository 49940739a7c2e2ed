package dev.millrace.scaler.decide;

/**
 * Learns how long it takes a consumer group to go on after a worker left.
 *
 * <p>When a worker goes, its partitions change hands and nobody reads them meanwhile, for seconds with default heartbeats. What piles up
 * may call for the worker that just went, whose joining stops the group once more: at steady load that goes on for ever, with the delay
 * that it wants to avoid. So a worker that is called back within a minute although no more comes in teaches patience: from then on those
 * that run get twice the time to catch up. Half an hour without such a call halves it.
 */
final class HandOver {
    private static final double CALLED_BACK_SECONDS = 60;
    private static final double LONGEST_SECONDS = 30;
    private static final double QUIET_SECONDS = 1_800;

    private double lastDown = Double.NEGATIVE_INFINITY;
    private double changed;
    private double patience;

    /** Seconds that those that run get to catch up; 0 where nothing speaks for more. */
    double patience(double seconds) {
        if (seconds - changed > QUIET_SECONDS) {
            patience = patience > 1 ? patience / 2 : 0;
            changed = seconds;
        }
        return patience;
    }

    void down(double seconds) {
        lastDown = seconds;
    }

    /** @param moreComesIn whether the load has risen since, so that it was right that the worker went */
    void up(double seconds, boolean moreComesIn) {
        if (!moreComesIn && seconds - lastDown < CALLED_BACK_SECONDS) {
            patience = Math.min(LONGEST_SECONDS, Math.max(1, 2 * patience));
            changed = seconds;
        }
    }
}
