package dev.millrace.contracts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PopulationStabilityTest {
    @Property(tries = 500)
    void binsFollowTheOrderOfScoresAndAreAtMostASixteenthWide(
            @ForAll @IntRange(min = -20, max = 38) int power, @ForAll @DoubleRange(min = 1, max = 1.99) double part) {
        double score = Math.scalb(part, power);
        assertThat(ScoreBins.of(score * 1.0626)).isGreaterThan(ScoreBins.of(score));
        assertThat(ScoreBins.of(score * 1.03)).isBetween(ScoreBins.of(score), ScoreBins.of(score) + 1);
        assertThat(ScoreBins.of(-score)).isEqualTo(-ScoreBins.of(score));
    }

    @Test
    void extremeScoresHaveBinsToo() {
        assertThat(ScoreBins.of(0)).isZero();
        assertThat(ScoreBins.of(Double.MIN_VALUE)).isZero();
        assertThat(ScoreBins.of(0x1p-20)).isEqualTo(1);
        assertThat(ScoreBins.of(Double.MAX_VALUE)).isEqualTo(ScoreBins.LAST);
        assertThat(ScoreBins.of(Double.NEGATIVE_INFINITY)).isEqualTo(-ScoreBins.LAST);
    }

    @Test
    void twoGroupsGiveTheTextbookValue() {
        // (.7 - .5) ln(.7/.5) + (.3 - .5) ln(.3/.5), but for the half answer per group
        assertThat(psi(Map.of(1, 50_000L, 2, 50_000L), Map.of(1, 70_000L, 2, 30_000L)))
                .isCloseTo(.2 * Math.log(1.4) - .2 * Math.log(.6), within(1e-3));
    }

    @Property(tries = 50)
    void drawsFromOneDistributionStayNearTheNoiseAndAShiftLeavesIt(@ForAll long seed) {
        var dice = new Random(seed);
        SortedMap<Integer, Long> reference = drawn(dice, 2_000, x -> x);
        PopulationStability same = requireNonNull(PopulationStability.between(reference, drawn(dice, 500, x -> x)));
        // The index is noise / 9 times chi-square of 9 degrees: 33.7 is passed once in 10,000.
        assertThat(same.index()).isLessThan(same.noise() / 9 * 33.7 * 1.2);
        PopulationStability shifted =
                requireNonNull(PopulationStability.between(reference, drawn(dice, 500, x -> x + 1)));
        assertThat(shifted.index() - 2 * shifted.noise()).isGreaterThan(.25);
    }

    @Test
    void answersOutsideTheReferencesRangeAreAnotherDistribution() {
        assertThat(psi(Map.of(0, 1000L), Map.of(0, 1000L))).isZero();
        assertThat(psi(Map.of(0, 1000L), Map.of(-4, 1000L))).isGreaterThan(5);
        assertThat(psi(Map.of(0, 1000L), Map.of(7, 1000L))).isGreaterThan(5);
        assertThat(psi(Map.of(0, 500L, 9, 500L), Map.of(5, 1000L))).isGreaterThan(5);
        assertThat(PopulationStability.between(new TreeMap<>(), new TreeMap<>(Map.of(1, 1L))))
                .isNull();
    }

    @Test
    void fewDifferentScoresAreNotThrownTogether() {
        assertThat(psi(Map.of(0, 50L, 1, 950L), Map.of(0, 1000L))).isGreaterThan(2);
        assertThat(psi(Map.of(0, 950L, 1, 50L), Map.of(1, 1000L))).isGreaterThan(2);
        assertThat(psi(Map.of(0, 50L, 1, 950L), Map.of(0, 60L, 1, 940L))).isLessThan(.01);
        assertThat(psi(Map.of(0, 1000L), Map.of(0, 999L, 7, 1L))).isLessThan(.01);
    }

    private static double psi(Map<Integer, Long> reference, Map<Integer, Long> other) {
        return requireNonNull(PopulationStability.between(new TreeMap<>(reference), new TreeMap<>(other)))
                .index();
    }

    private static SortedMap<Integer, Long> drawn(Random dice, int count, DoubleUnaryOperator shift) {
        var bins = new TreeMap<Integer, Long>();
        for (int i = 0; i < count; i++) {
            bins.merge(ScoreBins.of(shift.applyAsDouble(dice.nextGaussian())), 1L, Long::sum);
        }
        return bins;
    }
}
