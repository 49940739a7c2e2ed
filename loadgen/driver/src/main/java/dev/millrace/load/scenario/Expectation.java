package dev.millrace.load.scenario;

import dev.millrace.load.result.Check;
import dev.millrace.load.result.Metric;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a metric must come to, as the median of the repetitions: at least one bound.
 *
 * @param metric its name, such as {@code sensor.latency.p99}
 */
public record Expectation(String metric, @Nullable Double atMost, @Nullable Double atLeast) {
    @SuppressWarnings("NullAway") // Jackson leaves out what the file leaves out
    public Expectation {
        if (metric == null || metric.isBlank()) {
            throw new IllegalArgumentException("an expectation needs 'metric', such as sensor.latency.p99");
        }
        if (atMost == null && atLeast == null) {
            throw new IllegalArgumentException("expectation of " + metric + " needs 'at-most' or 'at-least'");
        }
    }

    /** A metric that was not measured is a failure that says so. */
    public Check judge(Collection<Metric> metrics) {
        return metrics.stream()
                .filter(candidate -> candidate.name().equals(metric))
                .findFirst()
                .map(this::judge)
                .orElseGet(() -> new Check(inWords(""), "was not measured", false));
    }

    private Check judge(Metric found) {
        double median = found.median();
        boolean passed = (atMost == null || median <= atMost) && (atLeast == null || median >= atLeast);
        String actual = number(median) + " " + found.unit()
                + (found.samples().size() > 1 ? " (median of " + found.samples().size() + ")" : "");
        return new Check(inWords(" " + found.unit()), actual, passed);
    }

    private String inWords(String unit) {
        var words = new StringBuilder(metric);
        if (atLeast != null) {
            words.append(" at least ").append(number(atLeast));
        }
        if (atMost != null) {
            words.append(atLeast == null ? " at most " : " and at most ").append(number(atMost));
        }
        return words.append(unit).toString();
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%,.1f", value);
    }
}
