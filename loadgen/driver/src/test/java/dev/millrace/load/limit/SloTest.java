package dev.millrace.load.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.load.result.Series;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class SloTest {
    private static final Slo SLO = Slo.of(40, 5);

    @Test
    void steadyLagIsSustainedHoweverGreat() {
        assertThat(SLO.judge(seen(t -> 1e6, 20, 0)).sustained()).isTrue();
    }

    @Test
    void lagThatGrowsByMoreThanOnePercentOfTheArrivalsIsNot() {
        assertThat(SLO.judge(seen(t -> 9 * t, 20, 0)).sustained()).isTrue();
        Outcome outcome = SLO.judge(seen(t -> 11 * t, 20, 0));
        assertThat(outcome.sustained()).isFalse();
        assertThat(outcome.why()).isEqualTo("lag grows by 1.10 % of the arrivals, at most 1.00 % may");
    }

    @Test
    void lagInSecondsIsAShareOfTheArrivalsItself() {
        Series events = LagTrendTest.lag(0, 60, t -> .02 * t);
        Series seconds = new Series("lag", "s", "s", 1, events.seconds(), events.values());

        assertThat(SLO.judge(new Measurement(1_000, seconds, 20, 0)).sustained())
                .isFalse();
        assertThat(SLO.judge(new Measurement(1_000, events, 20, 0)).sustained()).isTrue();
    }

    @Test
    void everythingThatBrokeIsTold() {
        assertThat(SLO.judge(seen(t -> 100 * t, 55, 3)).why())
                .contains(
                        "lag grows by 10.00 %",
                        "p99 is 55 ms, at most 40 ms", "3 events have no result, at most 0 may");
        assertThat(SLO.judge(seen(t -> 0, Double.NaN, 0)).sustained()).isFalse();
    }

    @Test
    void valuesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Slo(1, 40, 0, 0)).hasMessageContaining("trend is 1.0");
        assertThatThrownBy(() -> new Slo(.01, 0, 0, 0)).hasMessageContaining("p99Millis is 0.0");
        assertThatThrownBy(() -> new Slo(.01, 40, -1, 0)).hasMessageContaining("lost is -1");
    }

    private static Measurement seen(DoubleUnaryOperator lag, double p99, long lost) {
        return new Measurement(1_000, LagTrendTest.lag(0, 60, lag), p99, lost);
    }
}
