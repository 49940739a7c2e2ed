package dev.millrace.load.arrival;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.millrace.servicekit.SettingException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One rate after the other, {@code each} for so long; the last one stays. */
public record StepRates(
        List<Double> rates,
        @JsonDeserialize(using = DurationText.class) @JsonSerialize(using = ToStringSerializer.class) Duration each,
        Spacing spacing)
        implements ArrivalSpec {
    public StepRates(@Nullable List<Double> rates, @Nullable Duration each, @Nullable Spacing spacing) {
        if (rates == null || rates.isEmpty()) {
            throw new SettingException("rates", "at least one is required, such as [100, 500, 2000]");
        }
        rates.forEach(rate -> Checks.rate("rates", rate));
        Checks.positive("each", each);
        this.rates = List.copyOf(rates);
        this.each = Objects.requireNonNull(each);
        this.spacing = spacing == null ? Spacing.POISSON : spacing;
    }

    @Override
    public RateCurve curve(Duration run) {
        double[] seconds = new double[rates.size() * 2 - 1];
        double[] levels = new double[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            int passed = (i + 1) / 2;
            seconds[i] = passed * Seconds.of(each);
            levels[i] = rates.get(i / 2);
        }
        return RateCurve.through(seconds, levels);
    }

    @Override
    public StepRates times(double factor) {
        return new StepRates(rates.stream().map(rate -> rate * factor).toList(), each, spacing);
    }
}
