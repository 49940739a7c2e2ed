package dev.millrace.load.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.load.result.Better;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.Series;
import dev.millrace.load.witness.RunTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurvesTest {
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    @Test
    void replicaSecondsCountTheMeasuredPartOnly() {
        var curve = new ReplicaCurve(1, WARM_UP);
        for (int second = 0; second <= 30; second++) { // measured: seconds 10 to 30
            curve.look(second * 1_000_000L, Map.of("a", 1, "b", second < 20 ? 0 : 3));
        }
        assertThat(curve.replicaSeconds(20)).isCloseTo(20 * 1 + 10 * 3, within(.001));
        assertThat(curve.series()).extracting(Series::name).containsExactly("a", "b");
    }

    @Test
    void aLookWithinTheSameSecondIsNotTakenTwice() {
        var curve = new ReplicaCurve(1, WARM_UP);
        curve.look(1_000_000, Map.of("a", 1));
        curve.look(1_500_000, Map.of("a", 9));
        assertThat(curve.total().values()).containsExactly(1.);
    }

    @Test
    void aBacklogThatGrowsByAHundredASecondHasThatSlopeWhateverTheWarmUpDid() {
        var clock = new StepClock();
        var curve = new BacklogCurve(new RunTime(Instant.EPOCH, clock), WARM_UP, Duration.ofSeconds(30));
        for (int second = 0; second < 40; second++) {
            clock.now = Instant.EPOCH.plusSeconds(second);
            curve.look(second < 10 ? 50_000 : 5_000 + 100L * second, 0);
        }
        assertThat(curve.slope(1)).isCloseTo(100, within(1e-6));
    }

    @Test
    void aPartThatIsTooShortHasNoSlope() {
        var curve = new BacklogCurve(new RunTime(Instant.EPOCH, new StepClock()), WARM_UP, Duration.ofSeconds(30));
        curve.look(1, 0);
        assertThat(curve.slope(1)).isNaN();
    }

    @Test
    void samplesOfAMetricAreCollectedOverRunsAndWhatIsNoNumberIsLeftOut() {
        var book = new MetricBook();
        book.add("x", "ms", Better.LOWER, 1);
        book.add("x", "ms", Better.LOWER, 3);
        book.add("y", "ms", Better.LOWER, Double.NaN);
        assertThat(book.metrics("v/")).containsExactly(new Metric("v/x", "ms", Better.LOWER, null, List.of(1., 3.)));
    }

    /** Stands where a test puts it. */
    private static final class StepClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
