package dev.millrace.load.arrival;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The same rate all the time. */
public record ConstantRate(double rate, Spacing spacing) implements ArrivalSpec {
    public ConstantRate(double rate, @Nullable Spacing spacing) {
        Checks.rate("rate", rate);
        this.rate = rate;
        this.spacing = spacing == null ? Spacing.POISSON : spacing;
    }

    @Override
    public RateCurve curve(Duration run) {
        return RateCurve.constant(rate);
    }

    @Override
    public ConstantRate times(double factor) {
        return new ConstantRate(rate * factor, spacing);
    }
}
