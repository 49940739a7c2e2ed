package dev.millrace.inference.worker.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignalDriftTest {
    private final SignalDrift drift = new SignalDrift(DriftWatch.REFERENCE);

    static IntStream seeds() {
        return IntStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theSameDistributionIsNoDriftAndAnotherIs(int seed) {
        var random = new Random(seed);
        add(DriftWatch.REFERENCE + 1_000, random::nextGaussian);
        assertThat(drift.index().orElseThrow()).isLessThan(.05);
        add(DriftWatch.REFERENCE, () -> 1 + random.nextGaussian());
        assertThat(drift.index().orElseThrow()).isGreaterThan(.25);
        add(DriftWatch.REFERENCE, random::nextGaussian);
        assertThat(drift.index().orElseThrow()).as("it came back").isLessThan(.05);
    }

    @Test
    void theIndexIsTheOneThatAHandComputes() {
        add(DriftWatch.REFERENCE, alternating(.5));
        add(1_000, alternating(.7));
        // (.7 - .5) ln(.7/.5) + (.3 - .5) ln(.3/.5), but for half an answer per group
        assertThat(drift.index().orElseThrow()).isCloseTo(.1695, within(2e-3));
    }

    @Test
    void tooFewValuesTellNothing() {
        add(DriftWatch.REFERENCE + SignalDrift.ENOUGH - 1, () -> 3);
        drift.add(Double.NaN);
        drift.add(Double.POSITIVE_INFINITY);
        assertThat(drift.index()).isEmpty();
        drift.add(3);
        assertThat(drift.index()).hasValue(0);
    }

    @Test
    void oldValuesLeaveTheWindow() {
        add(DriftWatch.REFERENCE, () -> 3);
        add(DriftWatch.REFERENCE, () -> 90);
        assertThat(drift.index().orElseThrow()).isGreaterThan(5);
        add(DriftWatch.REFERENCE + 1, () -> 3);
        assertThat(drift.index()).hasValue(0);
    }

    private void add(int count, DoubleSupplier values) {
        for (int i = 0; i < count; i++) {
            drift.add(values.getAsDouble());
        }
    }

    /** 1 for {@code share} of ten values, else 2. */
    private static DoubleSupplier alternating(double share) {
        int[] next = {0};
        return () -> next[0]++ % 10 < 10 * share ? 1 : 2;
    }
}
