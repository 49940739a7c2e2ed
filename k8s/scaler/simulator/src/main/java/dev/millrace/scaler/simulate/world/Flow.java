package dev.millrace.scaler.simulate.world;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What comes into each partition: the same for every contender of a scenario, known before the first step.
 *
 * <p>Kept as cumulative curves at the steps' begins, straight in between. Small scenarios hold a count for each partition and step; large
 * ones (10,000 partitions by 7,200 steps would be 72 million) hold one curve of the whole and the partitions' shares of it.
 *
 * <p>Immutable, thread-safe.
 */
public final class Flow {
    private final double stepSeconds;
    private final double[] total;
    private final double[] weights;
    /** Row by step, column by partition; null where partitions have shares of the whole. */
    private final int @Nullable [] counts;

    private Flow(double stepSeconds, double[] total, double[] weights, int @Nullable [] counts) {
        this.stepSeconds = stepSeconds;
        this.total = total;
        this.weights = weights;
        this.counts = counts;
    }

    /**
     * Partitions that have shares of one curve.
     *
     * @param total records that have come up to the begin of each step, and up to the end of the last: steps + 1 values from 0, not falling
     * @param weights shares of the partitions, in sum 1
     */
    public static Flow shared(double stepSeconds, double[] total, double[] weights) {
        if (total.length < 2 || total[0] != 0) {
            throw new IllegalArgumentException("a flow needs a step at least and begins with 0");
        }
        for (int i = 1; i < total.length; i++) {
            if (!(total[i] >= total[i - 1])) {
                throw new IllegalArgumentException("step " + i + ": " + total[i] + " records after " + total[i - 1]);
            }
        }
        return new Flow(stepSeconds, total.clone(), weights.clone(), null);
    }

    /**
     * Partitions that have counts of their own.
     *
     * @param arrivals records per step and partition: {@code [step][partition]}
     */
    public static Flow counted(double stepSeconds, int[][] arrivals) {
        int partitions = arrivals[0].length;
        int[] counts = new int[(arrivals.length + 1) * partitions];
        double[] total = new double[arrivals.length + 1];
        for (int i = 0; i < arrivals.length; i++) {
            total[i + 1] = total[i];
            for (int p = 0; p < partitions; p++) {
                counts[(i + 1) * partitions + p] = Math.addExact(counts[i * partitions + p], arrivals[i][p]);
                total[i + 1] += arrivals[i][p];
            }
        }
        double all = Math.max(1, total[arrivals.length]);
        double[] weights = new double[partitions];
        Arrays.setAll(weights, p -> counts[arrivals.length * partitions + p] / all);
        return new Flow(stepSeconds, total, weights, counts);
    }

    public int partitions() {
        return weights.length;
    }

    public int steps() {
        return total.length - 1;
    }

    public double stepSeconds() {
        return stepSeconds;
    }

    /** Records of a partition before the begin of step {@code step}, which may be {@link #steps}. */
    public double arrived(int partition, int step) {
        return counts == null ? weights[partition] * total[step] : counts[step * weights.length + partition];
    }

    /** Records of all partitions before the begin of step {@code step}. */
    public double total(int step) {
        return total[step];
    }

    /** A partition's share of all records. */
    public double weight(int partition) {
        return weights[partition];
    }
}
