package dev.millrace.inference.training.recommend;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionEncoderConfigTest {
    @Test
    void aBadValueIsRefusedByName() {
        SessionEncoderConfig defaults = SessionEncoderConfig.defaults();
        assertThatThrownBy(() -> defaults.withEpochs(0))
                .hasMessageContaining("epochs")
                .hasMessageContaining("0");
        assertThatThrownBy(() -> defaults.withTimeBudget(Duration.ZERO)).hasMessageContaining("timeBudget");
        assertThatThrownBy(() ->
                        new SessionEncoderConfig(30, 50, 20, .05f, .4, 32, .25, .1, 100, Duration.ofMinutes(1), 1))
                .hasMessageContaining("dimension must be a positive multiple of 4, it is 30");
    }
}
