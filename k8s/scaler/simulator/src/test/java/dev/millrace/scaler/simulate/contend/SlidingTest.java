package dev.millrace.scaler.simulate.contend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlidingTest {
    @Test
    void theLargestAheadIsSeenInTime() {
        assertThat(Sliding.maxAhead(new int[] {1, 1, 1, 4, 1, 2, 0}, 2)).containsExactly(1, 4, 4, 4, 2, 2, 0);
    }

    @Test
    void shortDipsAreFilledToTheLowerBrimAndLongOnesStay() {
        int[] values = {3, 1, 1, 2, 0, 0, 0, 2, 2};

        assertThat(Sliding.closed(values, 2)).containsExactly(3, 2, 2, 2, 0, 0, 0, 2, 2);
    }
}
