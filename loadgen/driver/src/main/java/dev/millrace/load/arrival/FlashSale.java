package dev.millrace.load.arrival;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A crowd that comes at once and leaves bit by bit: up from {@code base} to {@code peak} in a tenth of {@code lasting}, then down
 * exponentially until 1 % of the crowd is left, which goes when {@code lasting} is over.
 *
 * @param at when the crowd comes; 0 s for at once
 */
public record FlashSale(
        double base,
        double peak,
        @JsonDeserialize(using = DurationText.class) @JsonSerialize(using = ToStringSerializer.class) Duration at,
        @JsonDeserialize(using = DurationText.class) @JsonSerialize(using = ToStringSerializer.class) Duration lasting,
        Spacing spacing)
        implements ArrivalSpec {
    private static final double RISE = .1;
    private static final double LEFT = .01;
    private static final int KNOTS = 48;

    public FlashSale(
            double base, double peak, @Nullable Duration at, @Nullable Duration lasting, @Nullable Spacing spacing) {
        Checks.rate("base", base);
        Checks.rate("peak", peak);
        Checks.positive("lasting", lasting);
        this.base = base;
        this.peak = peak;
        this.at = at == null ? Duration.ZERO : at;
        Checks.within("at", Seconds.of(this.at), 0, 1e9);
        this.lasting = Objects.requireNonNull(lasting);
        this.spacing = spacing == null ? Spacing.POISSON : spacing;
    }

    @Override
    public RateCurve curve(Duration run) {
        double[] seconds = new double[KNOTS + 4];
        double[] rates = new double[KNOTS + 4];
        double begin = Seconds.of(at);
        double length = Seconds.of(lasting);
        rates[0] = base;
        seconds[1] = begin;
        rates[1] = base;
        for (int i = 0; i <= KNOTS; i++) {
            double done = (double) i / KNOTS;
            seconds[i + 2] = begin + length * (RISE + (1 - RISE) * done);
            rates[i + 2] = base + (peak - base) * Math.pow(LEFT, done);
        }
        seconds[KNOTS + 3] = begin + length;
        rates[KNOTS + 3] = base;
        return RateCurve.through(seconds, rates);
    }

    @Override
    public FlashSale times(double factor) {
        return new FlashSale(base * factor, peak * factor, at, lasting, spacing);
    }
}
