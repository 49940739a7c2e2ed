package dev.millrace.load.limit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.load.limit.RateLimit.End;
import dev.millrace.load.result.Series;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RateSearchTest {
    private static final SearchPlan PLAN = SearchPlan.from(1_000);

    @Test
    void limitOfAQueueIsFoundWithinTheResolution() throws Exception {
        for (double service : new double[] {700, 1_000, 1_700, 12_345, 64_000}) {
            RateLimit limit = RateSearch.find(queue(service, 0, 1), PLAN);

            assertThat(limit.end()).isEqualTo(End.FOUND);
            // Lag may grow by 1 % of the arrivals, so a queue counts as sustained up to 1 / (1 − .01) of its service
            // rate.
            assertThat(limit.sustained()).isBetween(service / 1.06, service * 1.011);
            assertThat(limit.broken()).isBetween(service * .99, requireNonNull(limit.sustained()) * 1.05);
        }
    }

    @Test
    void limitOfANoisyQueueIsFoundNearby() throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            RateLimit limit = RateSearch.find(queue(8_000, .03, seed), PLAN);

            assertThat(limit.end()).as("seed %d", seed).isEqualTo(End.FOUND);
            assertThat(limit.sustained()).as("seed %d", seed).isBetween(8_000 * .88, 8_000 * 1.06);
        }
    }

    @Test
    void reportedRateHasTheMajorityOfItsTrialsWhateverTheOracleDoes() throws Exception {
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double bias = random.nextDouble();
            RateLimit limit = RateSearch.find((rate, repetition) -> new Outcome(random.nextDouble() < bias, ""), PLAN);

            assertThat(limit.trials()).as("seed %d", seed).hasSizeLessThanOrEqualTo(PLAN.trials());
            if (limit.sustained() != null) {
                assertThat(passes(limit, limit.sustained())).as("seed %d", seed).isGreaterThanOrEqualTo(2);
            }
            if (limit.broken() != null && limit.sustained() != null) {
                assertThat(limit.broken()).as("seed %d", seed).isGreaterThan(limit.sustained());
            }
            if (limit.sustained() == null) {
                assertThat(limit.end()).as("seed %d", seed).isIn(End.BELOW_LOWEST, End.OUT_OF_TRIALS);
            }
        }
    }

    @Test
    void oneLuckyPassOnTheWayUpIsNotReported() throws Exception {
        RateLimit limit = RateSearch.find(
                (rate, repetition) -> new Outcome(rate <= 3_000 || (rate == 4_000 && repetition == 1), ""), PLAN);

        assertThat(limit.sustained()).isBetween(2_850.0, 3_000.0);
    }

    @Test
    void oneUnluckyFailureDoesNotMoveTheLimit() throws Exception {
        RateLimit limit =
                RateSearch.find((rate, repetition) -> new Outcome(rate <= 3_000 && repetition != 1, ""), PLAN);

        assertThat(limit.sustained()).isBetween(2_850.0, 3_000.0);
    }

    @Test
    void limitAboveTheHighestRateIsTold() throws Exception {
        RateLimit limit = RateSearch.find(
                (rate, repetition) -> new Outcome(true, ""), new SearchPlan(1_000, 10, 5_000, .05, 3, 40));

        assertThat(limit.end()).isEqualTo(End.ABOVE_HIGHEST);
        assertThat(limit.sustained()).isEqualTo(5_000);
        assertThat(limit.broken()).isNull();
        assertThat(limit.sentence()).startsWith("5,000 events/s is sustained: the limit is above");
    }

    @Test
    void limitBelowTheLowestRateIsTold() throws Exception {
        RateLimit limit = RateSearch.find(
                (rate, repetition) -> new Outcome(false, ""), new SearchPlan(1_000, 300, 5_000, .05, 3, 40));

        assertThat(limit.end()).isEqualTo(End.BELOW_LOWEST);
        assertThat(limit.sustained()).isNull();
        assertThat(limit.trials().stream().map(RateTrial::rate).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(1_000.0, 500.0, 300.0);
    }

    @Test
    void whatHoldsIsGivenWhenTheTrialsAreUsedUp() throws Exception {
        RateLimit limit = RateSearch.find(queue(8_000, 0, 1), new SearchPlan(1_000, 10, 1e6, .001, 3, 12));

        assertThat(limit.end()).isEqualTo(End.OUT_OF_TRIALS);
        assertThat(limit.trials()).hasSize(12);
        assertThat(limit.table().plain()).contains("16,000", "lag grows by 50.0");
    }

    @Test
    void runThatCouldNotBeMadeEndsTheSearch() {
        assertThatThrownBy(() -> RateSearch.find(
                        (rate, repetition) -> {
                            throw new IOException("no broker");
                        },
                        PLAN))
                .isInstanceOf(IOException.class)
                .hasMessage("no broker");
    }

    @Test
    void plansThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new SearchPlan(5, 10, 20, .05, 3, 40)).hasMessageContaining("start 5.0");
        assertThatThrownBy(() -> new SearchPlan(10, 5, 20, 0, 3, 40)).hasMessageContaining("resolution is 0.0");
        assertThatThrownBy(() -> new SearchPlan(10, 5, 20, .05, 2, 40)).hasMessageContaining("repetitions is 2");
        assertThatThrownBy(() -> new SearchPlan(10, 5, 20, .05, 3, 2)).hasMessageContaining("trials is 2");
    }

    private static long passes(RateLimit limit, double rate) {
        return limit.trials().stream()
                .filter(trial -> trial.rate() == rate && trial.sustained())
                .count();
    }

    /** A minute of a queue of one server, whose service rate differs from run to run by {@code noise}, judged as real runs are. */
    private static RateOracle queue(double service, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Slo slo = Slo.of(1_000, 5);
        return (rate, repetition) -> {
            double served = service * Math.exp(noise * random.nextGaussian());
            Series lag = LagTrendTest.lag(
                    0, 60, t -> .01 * rate * (1 + random.nextDouble()) + Math.max(0, rate - served) * t);
            return slo.judge(new Measurement(rate, lag, 10, 0));
        };
    }
}
