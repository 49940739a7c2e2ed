package dev.millrace.load.arrival;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/**
 * A flow's rate over time, as a scenario file says it: {@code {shape: ramp, from: 100, to: 5000, spacing: poisson}}. Rates are
 * events per second; durations are texts such as {@code 30s}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "shape")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "constant", value = ConstantRate.class),
    @JsonSubTypes.Type(name = "ramp", value = RampRate.class),
    @JsonSubTypes.Type(name = "step", value = StepRates.class),
    @JsonSubTypes.Type(name = "daily", value = DailyRate.class),
    @JsonSubTypes.Type(name = "flash-sale", value = FlashSale.class),
    @JsonSubTypes.Type(name = "bursty", value = Bursts.class),
    @JsonSubTypes.Type(name = "replay", value = Replay.class)
})
public sealed interface ArrivalSpec permits ConstantRate, RampRate, StepRates, DailyRate, FlashSale, Bursts, Replay {

    /** Rates of a run that lasts {@code run}. */
    RateCurve curve(Duration run);

    Spacing spacing();

    /** The same shape at {@code factor} times the rate. */
    ArrivalSpec times(double factor);

    /** The same for a platform that is warm: what a shape does to begin gently takes {@code factor} of the time. */
    default ArrivalSpec sooner(double factor) {
        return this;
    }

    /** Due times from 0 until before {@code run}. */
    default Arrivals arrivals(Duration run, long seed) {
        return new CurveArrivals(curve(run), run.toNanos(), spacing(), seed);
    }
}
