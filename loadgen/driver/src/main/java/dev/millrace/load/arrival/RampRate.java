package dev.millrace.load.arrival;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A straight line from one rate to another, then level.
 *
 * @param over how long the line takes; null for the whole run
 */
public record RampRate(
        double from,
        double to,
        @JsonDeserialize(using = DurationText.class) @JsonSerialize(using = ToStringSerializer.class) @Nullable
                Duration over,
        Spacing spacing)
        implements ArrivalSpec {
    public RampRate(double from, double to, @Nullable Duration over, @Nullable Spacing spacing) {
        Checks.rate("from", from);
        Checks.rate("to", to);
        if (over != null) {
            Checks.positive("over", over);
        }
        this.from = from;
        this.to = to;
        this.over = over;
        this.spacing = spacing == null ? Spacing.POISSON : spacing;
    }

    @Override
    public RateCurve curve(Duration run) {
        Duration length = over == null ? run : over;
        return RateCurve.through(new double[] {0, Seconds.of(length)}, new double[] {from, to});
    }

    @Override
    public RampRate times(double factor) {
        return new RampRate(from * factor, to * factor, over, spacing);
    }

    @Override
    public RampRate sooner(double factor) {
        return over == null
                ? this
                : new RampRate(from, to, Duration.ofMillis(Math.max(1, Math.round(over.toMillis() * factor))), spacing);
    }
}
