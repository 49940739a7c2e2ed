package dev.millrace.microbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartTest {
    @Test
    void theSummaryGivesMedianLeastAndGreatest() {
        assertThat(Start.summary(List.of(
                        start(900, 950, 700), start(500, 520, 400), start(600, 610, 410), start(800, 820, 600))))
                .isEqualTo("answer 700 ms (500 to 900), ready 715 ms (520 to 950), CPU 505 ms (400 to 700)");
        assertThat(Start.summary(List.of(start(3, 4, 5)))).startsWith("answer 3 ms (3 to 3)");
    }

    private static Start start(long answer, long ready, long cpu) {
        return new Start(Duration.ofMillis(answer), Duration.ofMillis(ready), Duration.ofMillis(cpu));
    }
}
