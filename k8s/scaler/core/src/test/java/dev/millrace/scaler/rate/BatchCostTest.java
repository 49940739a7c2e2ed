package dev.millrace.scaler.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchCostTest {
    @Property(tries = 200)
    void findsTheLineBehindExactTimes(
            @ForAll @DoubleRange(min = 0, max = 1) double fixed,
            @ForAll @DoubleRange(min = .01, max = 1) double perRow,
            @ForAll @IntRange(min = 2, max = 32) int largest) {
        var cost = BatchCost.NONE;
        for (int rows = 1; rows <= largest; rows++) {
            cost = cost.plus(one(rows, fixed + perRow * rows));
        }
        assertThat(cost.fixedSeconds()).isEqualTo(fixed, within(1e-6));
        assertThat(cost.perRowSeconds()).isEqualTo(perRow, within(1e-6));
    }

    /** 20 ms a batch whatever is in it: 50/s as it runs, 1,600/s when it is full. */
    @Test
    void smallBatchesTellWhatFullOnesWouldDo() {
        var cost = BatchCost.NONE;
        var random = new Random(1);
        for (int i = 0; i < 4_000; i++) {
            cost = cost.plus(one(1 + random.nextInt(3), .02 * (1 + .2 * random.nextGaussian())));
        }
        assertThat(cost.rows() / cost.seconds()).isLessThan(110);
        assertThat(cost.recordsPerSecond(32)).isEqualTo(1_600, within(160.));
    }

    @Test
    void batchesThatAreAllAlikeTellNoMoreThanTheyDid() {
        BatchCost cost = one(4, .02).times(100);
        assertThat(cost.recordsPerSecond(32)).isEqualTo(200, within(1e-9));
        assertThat(cost.atMostPerSecond(32)).isEqualTo(1_600, within(1e-9));
        assertThat(cost.reach()).isEqualTo(4);
    }

    @Test
    void aHandfulOfBatchesIsNotStretchedFar() {
        BatchCost cost = one(1, .02).plus(one(2, .02)).plus(one(1, .02));
        assertThat(cost.reach()).isBetween(2., 3.);
        assertThat(cost.recordsPerSecond(1_000)).isBetween(100., 150.);
    }

    @Test
    void aFallingLineIsFlatAndOneFromBelowStartsAtNothing() {
        BatchCost falling = one(1, .03).plus(one(10, .01));
        assertThat(falling.perRowSeconds()).isZero();
        assertThat(falling.fixedSeconds()).isEqualTo(.02, within(1e-9));
        BatchCost below = one(1, .001).plus(one(10, .1));
        assertThat(below.fixedSeconds()).isBetween(0., .001);
        assertThat(below.perRowSeconds()).isEqualTo(.0099, within(.0002));
    }

    @Property(tries = 300)
    void neverNegativeNeverBelowWhatWasSeenNeverAboveWhatCanBe(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 256) int maxBatch) {
        var random = new Random(seed);
        double scatter = random.nextDouble();
        DoubleUnaryOperator noise = mean -> mean * (1 + scatter * (random.nextDouble() - .5));
        var cost = BatchCost.NONE;
        for (int i = 1 + random.nextInt(50); i > 0; i--) {
            cost = cost.plus(one(1 + random.nextInt(maxBatch), noise.applyAsDouble(random.nextDouble())));
        }
        assertThat(cost.fixedSeconds()).isNotNegative().isFinite();
        assertThat(cost.perRowSeconds()).isNotNegative().isFinite();
        assertThat(cost.recordsPerSecond(maxBatch))
                .isBetween(cost.rows() / cost.seconds() * .999, Math.max(cost.atMostPerSecond(maxBatch), 1e-9) * 1.001);
    }

    @Test
    void nothingSeenTellsNothing() {
        assertThat(BatchCost.NONE.known()).isFalse();
        assertThat(BatchCost.NONE.fixedSeconds()).isZero();
        assertThat(BatchCost.NONE.reach()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> BatchCost.NONE.recordsPerSecond(1));
    }

    static BatchCost one(double rows, double seconds) {
        return new BatchCost(1, rows, rows * rows, seconds, rows * seconds);
    }
}
