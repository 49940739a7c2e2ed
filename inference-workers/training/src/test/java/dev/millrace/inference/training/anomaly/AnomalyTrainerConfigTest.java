package dev.millrace.inference.training.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AnomalyTrainerConfigTest {
    @Test
    void aBadValueIsRefusedByName() {
        assertThatThrownBy(() -> AnomalyTrainerConfig.defaults().withVarianceKept(1.5))
                .hasMessageContaining("varianceKept")
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> new AnomalyTrainerConfig(.85, 8, .6, 100, 2, 20_000, 1))
                .hasMessageContaining("trimmed");
        assertThatThrownBy(() -> new AnomalyTrainerConfig(.85, 8, .05, 100, 2, 50, 1))
                .hasMessageContaining("sampleSize");
    }

    @Test
    void widerWindowsNeedMoreOfThem() {
        assertThat(AnomalyTrainerConfig.defaults().needed(16)).isEqualTo(100);
        assertThat(AnomalyTrainerConfig.defaults().needed(128)).isEqualTo(256);
    }
}
