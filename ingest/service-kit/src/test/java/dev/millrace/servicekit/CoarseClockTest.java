package dev.millrace.servicekit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CoarseClockTest {
    private long now = 1_000;
    private int asked;
    private final Clock wall = new Clock() {
        @Override
        public Instant instant() {
            asked++;
            return Instant.ofEpochMilli(now);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @Test
    void theMachineIsAskedNowAndThen() {
        var clock = new CoarseClock(wall, () -> 7);
        now = 2_000;
        for (int i = 1; i < CoarseClock.ASKED; i++) {
            assertThat(clock.wallTime()).isEqualTo(1_000);
        }
        assertThat(clock.wallTime()).isEqualTo(2_000);
        assertThat(asked).isEqualTo(2);
        assertThat(clock.monotonicTime()).isEqualTo(7);
    }

    @Test
    void aMaximumIsForgottenByAndByAndCountsAreNot() {
        var registry = Registries.prometheus(wall, () -> 0);
        Timer timer =
                Timer.builder("t").serviceLevelObjectives(Duration.ofSeconds(1)).register(registry);
        timer.record(Duration.ofSeconds(5));
        assertThat(registry.scrape()).contains("t_seconds_max 5.0", "t_seconds_bucket{le=\"+Inf\"} 1");
        now += Duration.ofMinutes(10).toMillis();
        for (int i = 0; i < CoarseClock.ASKED; i++) {
            timer.record(Duration.ofMillis(1));
        }
        assertThat(registry.scrape())
                .contains("t_seconds_max 0.001", "t_seconds_bucket{le=\"+Inf\"} " + (CoarseClock.ASKED + 1));
    }
}
