package dev.millrace.load.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.load.result.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LagTrendTest {
    @Test
    void lineIsFound() {
        LagTrend trend = LagTrend.of(lag(0, 60, t -> 500 + 7 * t), 0);

        assertThat(trend.slope()).isCloseTo(7, within(1e-9));
        assertThat(trend.intercept()).isCloseTo(500, within(1e-9));
        assertThat(trend.samples()).isEqualTo(60);
    }

    @Test
    void warmUpAndUnseenSecondsDoNotCount() {
        Series lag = lag(-30, 60, t -> t < 10 ? 9_000 - 100 * t : t == 20 ? Double.NaN : 500);

        assertThat(LagTrend.of(lag, 10).slope()).isCloseTo(0, within(1e-9));
        assertThat(LagTrend.of(lag, 10).samples()).isEqualTo(49);
        assertThat(LagTrend.of(lag, 0).slope()).isLessThan(-1);
    }

    @Test
    void sawOfCommitsStaysWithinTheBoundAtEveryPhase() {
        for (double period : new double[] {2, 2.7, 5, 7.9}) {
            for (double phase = 0; phase < period; phase += .1) {
                double begin = phase;
                double slope = LagTrend.of(lag(0, 60, t -> 1_000 * ((t + begin) % period)), 0)
                        .slope();
                double bound = 3 * Math.pow(period / 60, 2);
                assertThat(Math.abs(slope) / 1_000)
                        .as("period %s phase %s", period, phase)
                        .isLessThan(bound);
            }
        }
    }

    @Test
    void slowGrowthIsSeenThroughNoise() {
        SplittableRandom random = new SplittableRandom(5);

        double slope = LagTrend.of(lag(0, 120, t -> 300 + 20 * t + 200 * random.nextGaussian()), 0)
                .slope();

        assertThat(slope).isBetween(18.0, 22.0);
    }

    @Test
    void tooShortACurveIsRefused() {
        assertThatThrownBy(() -> LagTrend.of(lag(0, 15, t -> t), 6))
                .hasMessageContaining("9 samples after second 6.0: a trend needs 10");
    }

    /** A curve once a second; NaN becomes a second in which nothing was seen. */
    static Series lag(int from, int to, DoubleUnaryOperator lag) {
        List<Double> seconds = new ArrayList<>();
        List<@Nullable Double> values = new ArrayList<>();
        for (int t = from; t < to; t++) {
            double value = lag.applyAsDouble(t);
            seconds.add((double) t);
            values.add(Double.isNaN(value) ? null : (Double) value);
        }
        return new Series("lag", "sensors", "events", 1, seconds, values);
    }
}
