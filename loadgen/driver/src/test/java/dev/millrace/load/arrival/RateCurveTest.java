package dev.millrace.load.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateCurveTest {
    private static final Duration RUN = Duration.ofSeconds(100);

    private static final List<ArrivalSpec> SHAPES = List.of(
            new ConstantRate(50, null),
            new RampRate(0, 100, null, null),
            new RampRate(100, 5, Duration.ofSeconds(30), null),
            new StepRates(List.of(10.0, 100.0, 20.0), Duration.ofSeconds(20), null),
            new DailyRate(5, 50, Duration.ofSeconds(40), null),
            new FlashSale(10, 200, Duration.ofSeconds(20), Duration.ofSeconds(50), null),
            new Bursts(5, 100, Duration.ofSeconds(10), Duration.ofSeconds(2), null));

    @Test
    void theExpectedCountIsTheAreaUnderTheRate() {
        for (ArrivalSpec spec : SHAPES) {
            RateCurve curve = spec.curve(RUN);
            double area = 0;
            double step = .001;
            for (int i = 0; i < 100_000; i++) {
                area += curve.rate((i + .5) * step) * step;
            }
            assertThat(curve.expected(100)).as(spec.toString()).isCloseTo(area, within(area * 1e-3));
        }
    }

    @Test
    void whenIsTheInverseOfExpected() {
        for (ArrivalSpec spec : SHAPES) {
            RateCurve curve = spec.curve(RUN);
            double all = curve.expected(100);
            double before = -1;
            for (int i = 0; i < 1000; i++) {
                double events = all * i / 1000;
                double second = curve.when(events);
                assertThat(second).as(spec.toString()).isGreaterThanOrEqualTo(before);
                assertThat(curve.expected(second)).as(spec.toString()).isCloseTo(events, within(1e-6 * all));
                before = second;
            }
        }
    }

    @Test
    void shapesHaveTheRatesThatTheyAreNamedFor() {
        RateCurve sale = SHAPES.get(5).curve(RUN);
        assertThat(sale.rate(19)).isEqualTo(10);
        assertThat(sale.rate(25)).isEqualTo(200);
        assertThat(sale.rate(69.9)).isBetween(10.0, 13.0);
        assertThat(sale.rate(70.1)).isEqualTo(10);
        assertThat(sale.peak(100)).isEqualTo(200);
        RateCurve bursts = SHAPES.get(6).curve(RUN);
        assertThat(bursts.rate(7.9)).isEqualTo(5);
        assertThat(bursts.rate(8.1)).isEqualTo(100);
        assertThat(bursts.rate(10.1)).isEqualTo(5);
        RateCurve day = SHAPES.get(4).curve(RUN);
        assertThat(day.rate(20)).isCloseTo(50, within(1e-9));
        assertThat(day.rate(40)).isCloseTo(5, within(1e-9));
        assertThat(SHAPES.get(3).times(2).curve(RUN).rate(99)).isEqualTo(40);
    }

    @Test
    void aRateOfZeroForEverEndsTheFlow() {
        RateCurve curve = new StepRates(List.of(10.0, 0.0), Duration.ofSeconds(1), null).curve(RUN);
        assertThat(curve.when(9.5)).isCloseTo(.95, within(1e-9));
        assertThat(curve.when(10.5)).isInfinite();
        assertThat(RateCurve.constant(0).when(0)).isInfinite();
    }

    @Test
    void badSettingsAreNamedWithTheirValue() {
        assertThatThrownBy(() -> new ConstantRate(-1, null))
                .hasMessageContaining("'rate'")
                .hasMessageContaining("'-1'");
        assertThatThrownBy(() -> new DailyRate(1, 2, null, null)).hasMessageContaining("'period'");
        assertThatThrownBy(() -> new Bursts(1, 2, Duration.ofSeconds(1), Duration.ofSeconds(2), null))
                .hasMessageContaining("'lasting'")
                .hasMessageContaining("PT2S");
        assertThatThrownBy(() -> new StepRates(List.of(), Duration.ofSeconds(1), null))
                .hasMessageContaining("'rates'");
    }
}
