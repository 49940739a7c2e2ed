package dev.millrace.scaler.decide;

/**
 * What is wanted: the time from a record's arrival to its answer.
 *
 * @param sloSeconds longest time that a record may take, above 0
 * @param minReplicas workers that always run, 0 or more
 * @param maxReplicas most workers, at least 1 and at least {@code minReplicas}
 * @param sharing whether a partition can feed several workers
 */
public record DelayTarget(double sloSeconds, int minReplicas, int maxReplicas, Sharing sharing) {
    /** Who can read a partition at one time. */
    public enum Sharing {
        /** Consumer group: one worker, so that more workers than partitions help nobody. */
        ONE_WORKER,
        /** Share group (KIP-932): any number of workers. */
        ANY_WORKER
    }

    public DelayTarget {
        if (!(sloSeconds > 0 && sloSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sloSeconds: " + sloSeconds + " is not above 0");
        }
        if (minReplicas < 0 || maxReplicas < 1 || maxReplicas < minReplicas) {
            throw new IllegalArgumentException("minReplicas " + minReplicas + ", maxReplicas " + maxReplicas
                    + ": 0 <= minReplicas <= maxReplicas and 1 <= maxReplicas must hold");
        }
    }
}
