package dev.millrace.inference.training.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopKTest {
    @Test
    void largestFirstAndOfEqualOnesTheFirst() {
        assertThat(TopK.of(new float[] {1, 5, 3, 5, 4, 5}, 4)).containsExactly(1, 3, 5, 4);
        assertThat(TopK.of(new float[] {2, 2, 2}, 2)).containsExactly(0, 1);
        assertThat(TopK.of(new float[] {1, 2}, 5)).containsExactly(1, 0);
        assertThat(TopK.of(new float[0], 3)).isEmpty();
    }
}
