package dev.millrace.load.arrival;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Day and night: from the lowest rate at the begin along a sine to the highest and back, again and again.
 *
 * @param period length of a day, which tests make shorter than it is
 */
public record DailyRate(
        double low,
        double high,
        @JsonDeserialize(using = DurationText.class) @JsonSerialize(using = ToStringSerializer.class) Duration period,
        Spacing spacing)
        implements ArrivalSpec {
    /** A knot each quarter of an hour of the day: at most .06 % of the swing off the sine. */
    private static final int KNOTS = 96;

    public DailyRate(double low, double high, @Nullable Duration period, @Nullable Spacing spacing) {
        Checks.rate("low", low);
        Checks.rate("high", high);
        Checks.positive("period", period);
        this.low = low;
        this.high = high;
        this.period = Objects.requireNonNull(period);
        this.spacing = spacing == null ? Spacing.POISSON : spacing;
    }

    @Override
    public RateCurve curve(Duration run) {
        double[] seconds = new double[KNOTS + 1];
        double[] rates = new double[KNOTS + 1];
        for (int i = 0; i <= KNOTS; i++) {
            seconds[i] = Seconds.of(period) * i / KNOTS;
            rates[i] = low + (high - low) * (1 - Math.cos(2 * Math.PI * i / KNOTS)) / 2;
        }
        return RateCurve.repeating(seconds, rates);
    }

    @Override
    public DailyRate times(double factor) {
        return new DailyRate(low * factor, high * factor, period, spacing);
    }
}
