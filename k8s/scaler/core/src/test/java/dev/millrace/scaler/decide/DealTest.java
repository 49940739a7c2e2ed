package dev.millrace.scaler.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scaler.decide.DelayTarget.Sharing;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DealTest {
    /** kedacore/keda#2908, #4791: a cap with 10 % tolerance stops at N - 1 from 11 on; #4483: rounding goes to N + 1. */
    @Property
    void reachesEveryPartitionAndNotOneMore(
            @ForAll @IntRange(min = 1, max = 10_000) int partitions,
            @ForAll @DoubleRange(min = 1.2, max = 9) double over) {
        assertThat(group(partitions).workers(partitions * over, 1e9)).isEqualTo(partitions);
        assertThat(group(partitions).workers(partitions, 1e9)).isEqualTo(partitions);
    }

    @Property
    void neverPaysForAWorkerThatTakesNothingOffTheFullest(
            @ForAll @IntRange(min = 1, max = 2_000) int partitions,
            @ForAll @DoubleRange(min = .01, max = 2_500) double demand) {
        int workers = group(partitions).workers(demand, 1e9);
        assertThat(workers).isBetween(1, partitions);
        if (workers > 1) {
            assertThat(fullest(partitions, workers - 1)).isGreaterThan(fullest(partitions, workers));
        }
        assertThat(workers < partitions ? fullest(partitions, workers) * demand / partitions : 0)
                .as("load of the fullest")
                .isLessThanOrEqualTo(1.1001);
    }

    @Property
    void moreDemandIsNeverFewerWorkers(
            @ForAll @IntRange(min = 1, max = 300) int partitions,
            @ForAll @DoubleRange(min = 0, max = 400) double demand,
            @ForAll @DoubleRange(min = 0, max = 50) double more) {
        assertThat(group(partitions).workers(demand + more, 1e9))
                .isGreaterThanOrEqualTo(group(partitions).workers(demand, 1e9));
    }

    @Test
    void fiveWorkersServeTwelvePartitionsNoBetterThanFour() {
        assertThat(group(12).worth(5)).isEqualTo(group(12).worth(4)).isEqualTo(4);
        assertThat(group(12).workers(4.5, 1e9)).isEqualTo(6);
        assertThat(group(12).workers(4.3, 1e9))
                .as("a little more on four is cheaper than six")
                .isEqualTo(4);
    }

    @Test
    void aFullPartitionIsNotGivenManyBesideIt() {
        assertThat(group(12).workers(1, 2)).isEqualTo(6);
        assertThat(group(12).workers(1, .3)).isEqualTo(12);
    }

    @Test
    void shareGroupsKnowNoPartitions() {
        var share = new Deal(Sharing.ANY_WORKER, 1);
        assertThat(share.workers(7.2, 1)).isEqualTo(8);
        assertThat(share.worth(8)).isEqualTo(8);
        assertThat(share.workers(1e300, 1)).isEqualTo(Integer.MAX_VALUE);
        assertThat(share.workers(Double.NaN, 1)).isZero();
    }

    private static int fullest(int partitions, int workers) {
        return (int) Math.ceil((double) partitions / workers);
    }

    private static Deal group(int partitions) {
        return new Deal(Sharing.ONE_WORKER, partitions);
    }
}
