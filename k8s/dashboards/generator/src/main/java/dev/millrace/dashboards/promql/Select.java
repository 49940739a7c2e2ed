package dev.millrace.dashboards.promql;

import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.Metric.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Series of one metric. Labels are those of the catalogue and those that a scrape adds; any other is refused.
 *
 * @param suffix of the family's name: {@code _bucket}, {@code _count}, {@code _sum}, or empty
 * @param matchers as they stand between the braces
 */
public record Select(Metric metric, String suffix, List<String> matchers) {
    /** Bound of a bucket. */
    static final String LE = "le";

    /** What the scrape configuration puts on every series. */
    static final Set<String> OF_TARGET = Set.of("job", "instance", "process");

    public Select {
        boolean histogram = metric.kind() == Kind.TIMER || metric.kind() == Kind.SUMMARY;
        if (histogram == suffix.isEmpty()) {
            throw new IllegalArgumentException(
                    "suffix: '" + suffix + "' does not fit " + metric.prometheus() + ", which is a " + metric.kind());
        }
    }

    static Select of(Metric metric, String suffix) {
        return new Select(metric, suffix, List.of());
    }

    /** Series with exactly this value. */
    public Select where(String label, String value) {
        return with(label, "=", value);
    }

    /** Series without this value. */
    public Select not(String label, String value) {
        return with(label, "!=", value);
    }

    /** Series whose value matches this expression of RE2 as a whole. */
    public Select matching(String label, String expression) {
        return with(label, "=~", expression);
    }

    /** Series whose value does not match this expression of RE2 as a whole. */
    public Select notMatching(String label, String expression) {
        return with(label, "!~", expression);
    }

    private Select with(String label, String operator, String value) {
        if (!labels().contains(label)) {
            throw new IllegalArgumentException(
                    metric.prometheus() + suffix + " has no label " + label + "; there are " + metric.labels());
        }
        var all = new ArrayList<>(matchers);
        all.add(label + operator + "'" + value + "'");
        return new Select(metric, suffix, List.copyOf(all));
    }

    Set<String> labels() {
        Stream<String> le = suffix.equals("_bucket") ? Stream.of(LE) : Stream.of();
        return Stream.of(metric.labels().stream(), OF_TARGET.stream(), le)
                .flatMap(labels -> labels)
                .collect(Collectors.toUnmodifiableSet());
    }

    String text() {
        String braces = matchers.isEmpty() ? "" : "{" + String.join(", ", matchers) + "}";
        return metric.prometheus() + suffix + braces;
    }

    /** What the series say now. */
    public Expr now() {
        return expr("");
    }

    /** What they said that long ago. */
    public Expr ago(String time) {
        return expr(" offset " + time);
    }

    private Expr expr(String modifier) {
        return Expr.atom(text() + modifier, labels(), Set.of(metric));
    }

    Expr over(String function, String range) {
        return Expr.atom(function + "(" + text() + "[" + range + "])", labels(), Set.of(metric));
    }

    /** By second, over the window that suits the resolution of the panel. */
    public Expr rate() {
        return rate(Prom.PANEL);
    }

    /** By second. */
    public Expr rate(String range) {
        return over("rate", range);
    }

    /** How much a counter went up. */
    public Expr increase(String range) {
        return over("increase", range);
    }

    /** How much a gauge changed. */
    public Expr delta(String range) {
        return over("delta", range);
    }

    /** How fast a gauge changes, by second. */
    public Expr slope(String range) {
        return over("deriv", range);
    }

    /** How often it fell: restarts, of something that only grows. */
    public Expr resets(String range) {
        return over("resets", range);
    }

    /** 1 where there was none for so long. */
    public Expr absent(String range) {
        return new Expr(
                "absent_over_time(" + text() + "[" + range + "])", true, Set.of(), Set.of(metric), List.of(text()));
    }
}
