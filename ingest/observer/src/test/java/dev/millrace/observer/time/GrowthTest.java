package dev.millrace.observer.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.observer.time.Growth.Back;
import org.junit.jupiter.api.Test;

class GrowthTest {
    @Test
    void aTopicThatWasMadeAnewCountsAllThatIsInIt() {
        var growth = new Growth(100, Back.ANEW);
        growth.to(130);
        growth.to(20);
        growth.to(25);
        assertThat(growth.total()).isEqualTo(155);
    }

    @Test
    void aGroupThatWasSentBackHasDoneNothingByThat() {
        var growth = new Growth(100, Back.AGAIN);
        growth.to(40);
        assertThat(growth.total()).isEqualTo(100);
        growth.to(50);
        assertThat(growth.total()).isEqualTo(110);
    }

    @Test
    void ratesAreOfTheLastTenSeconds() {
        var rate = new Rate();
        assertThat(rate.look(0, 1_000)).isZero();
        assertThat(rate.look(2_000, 1_200)).isEqualTo(100);
        double last = 0;
        for (long now = 4_000; now <= 60_000; now += 2_000) {
            last = rate.look(now, 1_200 + 5 * (now - 2_000));
        }
        assertThat(last).isCloseTo(5_000, within(1.0));
        assertThat(rate.look(70_000, 1_200 + 5 * 58_000)).isLessThan(5_000);
    }
}
