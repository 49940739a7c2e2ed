package dev.millrace.scaler.simulate.contend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TautStringTest {
    @Test
    void aBurstIsSpreadOverItsSlack() {
        // 30 records in step 2, due two steps later: 10 in each of steps 2, 3 and 4.
        double[] ceiling = {0, 0, 0, 30, 30, 30, 30};
        double[] floor = {0, 0, 0, 0, 0, 30, 30};

        assertThat(TautString.rates(ceiling, floor)).containsExactly(0, 0, 10, 10, 10, 0);
    }

    /** Nothing before it has come, nothing after it is due, and no service could do with a lower peak. */
    @Property(tries = 300)
    void staysInTheTubeWithTheLeastPeak(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int slack) {
        SplittableRandom dice = new SplittableRandom(seed);
        int steps = 60;
        double[] ceiling = new double[steps + 1];
        double[] floor = new double[steps + 1];
        for (int i = 1; i <= steps; i++) {
            ceiling[i] = ceiling[i - 1] + (dice.nextInt(4) == 0 ? dice.nextInt(50) : dice.nextInt(3));
        }
        for (int i = 0; i <= steps; i++) {
            floor[i] = i == steps ? ceiling[steps] : ceiling[Math.max(0, i - slack)];
        }

        double[] rates = TautString.rates(ceiling, floor);

        double served = 0;
        double peak = 0;
        for (int i = 0; i < steps; i++) {
            served += rates[i];
            peak = Math.max(peak, rates[i]);
            assertThat(served).isBetween(floor[i + 1] - 1e-6, ceiling[i + 1] + 1e-6);
        }
        // What comes from one moment on and is due by another has to be answered in between, by whatever service.
        double least = 0;
        for (int from = 0; from < steps; from++) {
            for (int to = from + 1; to <= steps; to++) {
                least = Math.max(least, (floor[to] - ceiling[from]) / (to - from));
            }
        }
        assertThat(peak).isCloseTo(least, within(1e-6));
    }
}
