package dev.millrace.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class LatencyWindowTest {
    private final LatencyWindow window = new LatencyWindow();

    @Test
    void percentilesAreThoseOfTheLastSeconds() {
        for (int i = 1; i <= 100; i++) {
            window.record(1_000 + i, i);
        }
        Quantiles quantiles = quantiles(2_000);
        assertThat(quantiles.count()).isEqualTo(100);
        assertThat(quantiles.p50()).isCloseTo(50, within(.6));
        assertThat(quantiles.p99()).isCloseTo(99, within(1.1));
    }

    @Test
    void whatIsOlderThanTheWindowIsForgotten() {
        window.record(0, 500);
        window.record(5_000, 5);
        assertThat(quantiles(9_999).count()).isEqualTo(2);
        assertThat(quantiles(10_000).count()).isEqualTo(1);
        assertThat(window.quantiles(15_000)).isNull();
    }

    @Test
    void aSlotIsTakenAgainAfterALongPause() {
        window.record(500, 7);
        window.record(10_500, 9);
        assertThat(quantiles(10_600).count()).isEqualTo(1);
        assertThat(quantiles(10_600).p50()).isCloseTo(9, within(.1));
    }

    @Test
    void whatIsNoLatencyIsLeftOut() {
        window.record(0, Double.NaN);
        window.record(0, -3);
        assertThat(window.quantiles(0)).isNull();
        window.record(0, 1e12);
        assertThat(quantiles(0).p99()).isCloseTo(600_000, within(5_000.0));
    }

    private Quantiles quantiles(long now) {
        return Objects.requireNonNull(window.quantiles(now));
    }
}
