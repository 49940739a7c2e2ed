package dev.millrace.scaler.simulate.world;

/**
 * What a run came to.
 *
 * @param records that came
 * @param answered of these, until the end
 * @param maxDelaySeconds the longest time from a record's arrival to its answer; records still waiting at the end count with their age, here
 *     and in the percentiles
 * @param meanDelaySeconds likewise
 * @param p50DelaySeconds likewise
 * @param p99DelaySeconds likewise
 * @param late records over the SLO
 * @param lagSeconds integral of the records that wait over time
 * @param excessSeconds what records took above the SLO, in sum
 * @param replicaSeconds from each worker's start to its end, starting included; time without a node is not
 * @param startingSeconds of these, before the first record
 * @param busySeconds of these, at work
 * @param nodeSeconds from asking for a node to giving it back
 * @param ups times that more workers were ordered
 * @param downs times that fewer were
 * @param peakReplicas most workers ordered at one time
 * @param zeroToOneSeconds longest wait of a record for the first of no workers; 0 where none waited
 */
public record Measured(
        double records,
        double answered,
        double maxDelaySeconds,
        double meanDelaySeconds,
        double p50DelaySeconds,
        double p99DelaySeconds,
        double late,
        double lagSeconds,
        double excessSeconds,
        double replicaSeconds,
        double startingSeconds,
        double busySeconds,
        double nodeSeconds,
        int ups,
        int downs,
        int peakReplicas,
        double zeroToOneSeconds) {

    public int changes() {
        return ups + downs;
    }

    /** Share of records over the SLO, 0 to 1. */
    public double lateShare() {
        return records > 0 ? late / records : 0;
    }
}
