package dev.millrace.scaler.decide;

import dev.millrace.scaler.decide.DelayTarget.Sharing;

/**
 * How far workers help, given how partitions are dealt out.
 *
 * <p>In a consumer group whole partitions go to workers, so that the fullest of {@code n} workers has {@code ceil(P/n)} of them and sets
 * the delay: 12 partitions are served no better by 5 workers than by 4. Only the numbers {@code ceil(P/1), ceil(P/2), ...} are worth their
 * money. {@code P} workers for {@code P} partitions is one of them, whatever {@code P}: a rule in records with a tolerance never gets
 * there from 11 partitions on (kedacore/keda#2908, #4791), one that rounds pays for one too many (#4483).
 *
 * @param sharing who reads a partition
 * @param partitions of the topic
 */
record Deal(Sharing sharing, int partitions) {
    /** A useful number that is a quarter dearer than the one before it is bought only above this overload of that one. */
    static final double BEARABLE = 1.1;

    private static final double DEAR = 1.25;

    /** Most workers that can help. */
    int limit() {
        return sharing == Sharing.ONE_WORKER ? partitions : Integer.MAX_VALUE;
    }

    /** What {@code workers} are worth where load is even, in workers. */
    double worth(int workers) {
        if (sharing == Sharing.ANY_WORKER) {
            return workers;
        }
        if (workers <= 0 || partitions == 0) {
            return 0;
        }
        return (double) partitions / ceilDiv(partitions, Math.min(workers, partitions));
    }

    /**
     * Smallest useful number of workers.
     *
     * @param demand work, in workers used as far as they may be, 0 or more
     * @param most partitions that one worker may have at most, 1 or more
     */
    int workers(double demand, double most) {
        if (!(demand > 0)) {
            return 0;
        }
        if (sharing == Sharing.ANY_WORKER) {
            return (int) Math.min(Integer.MAX_VALUE, Math.ceil(demand - 1e-9));
        }
        if (partitions == 0) {
            return 0;
        }
        int bound = (int) Math.max(1, Math.min(partitions, most));
        int each = (int) Math.max(1, Math.min(bound, Math.floor(partitions / demand + 1e-9)));
        int workers = ceilDiv(partitions, each);
        if (each < bound) {
            int fewer = ceilDiv(partitions, each + 1);
            if (workers > DEAR * fewer && demand * (each + 1) / partitions <= BEARABLE) {
                return fewer;
            }
        }
        return workers;
    }

    private static int ceilDiv(int number, int by) {
        return (number - 1) / by + 1;
    }
}
