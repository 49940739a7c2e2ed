package dev.millrace.microbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final List<Sample> SAMPLES = List.of(
            sample(0, 0, 0, 0),
            sample(1, 0, 500, 100),
            sample(3, 1000, 1500, 300),
            sample(4, 2000, 1700, 400),
            sample(5, 4000, 2100, 500),
            sample(6, 4000, 2200, 600));

    @Test
    void timeBeforeTheFirstAndAfterTheLastAnswerDoesNotCount() {
        Drain whole = Drain.whole(SAMPLES);
        assertThat(whole.seconds()).isEqualTo(4);
        assertThat(whole.perSecond()).isEqualTo(1000);
        assertThat(whole.workerMicros()).isEqualTo(400);
        assertThat(whole.brokerMicros()).isEqualTo(100);
    }

    @Test
    void theSteadyRateIsThatOfTheSecondHalf() {
        Drain steady = Drain.steady(SAMPLES);
        assertThat(steady.results()).isEqualTo(2000);
        assertThat(steady.perSecond()).isEqualTo(2000);
        assertThat(steady.toString())
                .isEqualTo("2,000 records in 1.0 s: 2,000 records/s, CPU µs per record: worker 200.0, broker 50.0");
    }

    private static Sample sample(long seconds, long results, long workerMillis, long brokerMillis) {
        return new Sample(
                seconds * 1_000_000_000, results, Duration.ofMillis(workerMillis), Duration.ofMillis(brokerMillis));
    }
}
