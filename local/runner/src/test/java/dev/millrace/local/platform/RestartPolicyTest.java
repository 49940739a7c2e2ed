package dev.millrace.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private final RestartPolicy policy =
            new RestartPolicy(Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofSeconds(30));

    @Test
    void delayDoublesUpToTheMost() {
        assertThat(policy.delay(1)).isEqualTo(Duration.ofMillis(200));
        assertThat(policy.delay(2)).isEqualTo(Duration.ofMillis(400));
        assertThat(policy.delay(6)).isEqualTo(Duration.ofMillis(6400));
        assertThat(policy.delay(1000)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aLongLifeStartsTheCountAgain() {
        assertThat(policy.earlyDeaths(5, Duration.ofSeconds(31))).isEqualTo(1);
        assertThat(policy.earlyDeaths(5, Duration.ofSeconds(29))).isEqualTo(6);
    }

    @Test
    void delaysThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> new RestartPolicy(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ZERO))
                .hasMessageContaining("PT2S");
    }
}
