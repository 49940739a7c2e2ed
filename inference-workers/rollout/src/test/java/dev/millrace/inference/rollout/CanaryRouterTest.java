package dev.millrace.inference.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CanaryRouterTest {
    private static final int KEYS = 100_000;

    @Property(tries = 20)
    void theShareOfKeysIsTheShareAskedFor(
            @ForAll @AlphaChars @StringLength(max = 20) String salt,
            @ForAll @DoubleRange(min = 0, max = 1) double share) {
        assertThat(shareOf(i -> "sensor-" + i, salt, share)).isCloseTo(share, within(.01));
    }

    @Property(tries = 500)
    void aGrowingShareOnlyAddsKeys(
            @ForAll byte[] key,
            @ForAll @DoubleRange(min = 0, max = 1) double one,
            @ForAll @DoubleRange(min = 0, max = 1) double other) {
        if (CanaryRouter.candidate(key, "m/v2", Math.min(one, other))) {
            assertThat(CanaryRouter.candidate(key, "m/v2", Math.max(one, other)))
                    .isTrue();
        }
        assertThat(CanaryRouter.candidate(key, "m/v2", 0)).isFalse();
        assertThat(CanaryRouter.candidate(key, "m/v2", 1)).isTrue();
    }

    @Test
    void anotherVersionIsTriedOnOtherKeys() {
        long both = IntStream.range(0, KEYS)
                .mapToObj(i -> ("user-" + i).getBytes(UTF_8))
                .filter(key -> CanaryRouter.candidate(key, "m/v2", .1) && CanaryRouter.candidate(key, "m/v3", .1))
                .count();
        assertThat((double) both / KEYS).isCloseTo(.01, within(.002));
    }

    @Test
    void theChoiceIsTheSameInEveryReleaseAndWithoutAKeyItIsTheLiveModel() {
        // Pinned: a worker of another release beside this one must send a key the same way.
        String chosen = IntStream.range(0, 24)
                .mapToObj(i -> CanaryRouter.candidate(("k" + i).getBytes(UTF_8), "m/v2", .5) ? "1" : "0")
                .reduce("", String::concat);
        assertThat(chosen).isEqualTo("110101110001100001100100");
        assertThat(CanaryRouter.candidate(null, "m/v2", 1)).isFalse();
    }

    private static double shareOf(IntFunction<String> key, String salt, double share) {
        return (double) IntStream.range(0, KEYS)
                        .filter(i -> CanaryRouter.candidate(key.apply(i).getBytes(UTF_8), salt, share))
                        .count()
                / KEYS;
    }
}
