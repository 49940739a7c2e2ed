package dev.millrace.inference.training.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WindowSampleTest {
    @Test
    void memoryIsBoundedAndEveryWindowHasTheSameChance() {
        var sample = new WindowSample(1000, 1);
        for (int i = 0; i < 50_000; i++) {
            sample.offer(new float[] {i});
        }

        assertThat(sample.windows()).hasSize(1000);
        assertThat(sample.offered()).isEqualTo(50_000);
        assertThat(sample.windows().stream().mapToDouble(w -> w[0]).average().orElseThrow())
                .isCloseTo(25_000, within(1500.0));
    }
}
