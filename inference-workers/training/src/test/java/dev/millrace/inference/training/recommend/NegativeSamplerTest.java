package dev.millrace.inference.training.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NegativeSamplerTest {
    @Test
    void itemsAreDrawnInProportionToThePowerOfTheirPopularity() {
        int[] popularity = {0, 1, 16, 81, 10_000};
        var sampler = new NegativeSampler(popularity, .25, new SplittableRandom(1));
        int[] drawn = new int[popularity.length];
        for (int i = 0; i < 160_000; i++) {
            drawn[sampler.next()]++;
        }

        assertThat(drawn[0]).isZero();
        for (int i = 1; i < popularity.length; i++) {
            double expected = 160_000 * Math.pow(popularity[i], .25) / 16;
            assertThat((double) drawn[i]).isCloseTo(expected, within(.05 * expected));
        }
    }
}
