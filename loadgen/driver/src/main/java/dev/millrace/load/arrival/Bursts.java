package dev.millrace.load.arrival;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.millrace.servicekit.SettingException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** On and off: {@code base}, and at the end of {@code every} period a {@code burst} of the given length. */
public record Bursts(
        double base,
        double burst,
        @JsonDeserialize(using = DurationText.class) @JsonSerialize(using = ToStringSerializer.class) Duration every,
        @JsonDeserialize(using = DurationText.class) @JsonSerialize(using = ToStringSerializer.class) Duration lasting,
        Spacing spacing)
        implements ArrivalSpec {
    public Bursts(
            double base,
            double burst,
            @Nullable Duration every,
            @Nullable Duration lasting,
            @Nullable Spacing spacing) {
        Checks.rate("base", base);
        Checks.rate("burst", burst);
        Checks.positive("every", every);
        Checks.positive("lasting", lasting);
        this.base = base;
        this.burst = burst;
        this.every = Objects.requireNonNull(every);
        this.lasting = Objects.requireNonNull(lasting);
        this.spacing = spacing == null ? Spacing.POISSON : spacing;
        if (this.lasting.compareTo(this.every) > 0) {
            throw new SettingException("lasting", "'" + lasting + "' is longer than a burst every '" + every + "'");
        }
    }

    @Override
    public RateCurve curve(Duration run) {
        double end = Seconds.of(every);
        double begin = end - Seconds.of(lasting);
        return RateCurve.repeating(new double[] {0, begin, begin, end}, new double[] {base, base, burst, burst});
    }

    @Override
    public Bursts times(double factor) {
        return new Bursts(base * factor, burst * factor, every, lasting, spacing);
    }
}
