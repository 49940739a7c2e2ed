package dev.millrace.dashboards.promql;

import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.Metric.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where queries begin, and how series become fewer. */
public final class Prom {
    /** Grafana puts at least four scrapes here, so that a rate has its two points. */
    public static final String PANEL = "$__rate_interval";

    /** Whether Prometheus could scrape a target. */
    public static final Metric UP = Metric.outside("up", Kind.GAUGE, "", "1 while a target answers");

    /** What Prometheus itself tells of the rules. */
    public static final Metric ALERTS = Metric.outside(
            "ALERTS",
            Kind.GAUGE,
            "",
            "1 for each alert that is pending or firing",
            "alertname",
            "alertstate",
            "severity");

    private Prom() {}

    /** A counter or a gauge. */
    public static Select of(Metric metric) {
        return Select.of(metric, "");
    }

    /** How many values a histogram has seen. */
    public static Select count(Metric histogram) {
        return Select.of(histogram, "_count");
    }

    /** The sum of the values that a histogram has seen. */
    public static Select sum(Metric histogram) {
        return Select.of(histogram, "_sum");
    }

    /** The buckets of a histogram. */
    public static Select buckets(Metric histogram) {
        return Select.of(histogram, "_bucket");
    }

    public static Expr sumBy(Expr inner, String... labels) {
        return aggregate("sum", inner, labels);
    }

    public static Expr maxBy(Expr inner, String... labels) {
        return aggregate("max", inner, labels);
    }

    public static Expr minBy(Expr inner, String... labels) {
        return aggregate("min", inner, labels);
    }

    public static Expr averageBy(Expr inner, String... labels) {
        return aggregate("avg", inner, labels);
    }

    public static Expr countBy(Expr inner, String... labels) {
        return aggregate("count", inner, labels);
    }

    /** The largest few. */
    public static Expr top(int count, Expr inner) {
        String text = "topk(" + count + ", " + inner.text() + ")";
        return new Expr(text, true, inner.labels(), inner.metrics(), List.of(text));
    }

    /**
     * The value below which a share of all values lies.
     *
     * @param buckets of the histogram
     * @param range window, such as {@code 5m}
     */
    public static Expr quantile(double share, Select buckets, String range, String... labels) {
        var kept = new LinkedHashSet<>(List.of(labels));
        kept.add(Select.LE);
        Expr rates = aggregate("sum", buckets.rate(range), kept.toArray(String[]::new));
        return call("histogram_quantile(" + Expr.number(share) + ", " + rates.text() + ")", rates, Set.of(labels));
    }

    /** Mean of the values of a histogram; {@code matching} narrows both of its series. */
    public static Expr mean(Select sums, Select counts, String range, String... labels) {
        return sumBy(sums.rate(range), labels).dividedBy(sumBy(counts.rate(range), labels));
    }

    /** A label made from another one, as in {@code label_replace}. */
    public static Expr labelled(Expr inner, String made, String replacement, String from, String pattern) {
        if (!inner.labels().contains(from)) {
            throw new IllegalArgumentException("from: " + inner.text() + " has no label " + from);
        }
        var labels = new LinkedHashSet<>(inner.labels());
        labels.add(made);
        String text =
                "label_replace(%s, '%s', '%s', '%s', '%s')".formatted(inner.text(), made, replacement, from, pattern);
        return call(text, inner, labels);
    }

    private static Expr aggregate(String function, Expr inner, String... labels) {
        for (String label : labels) {
            if (!inner.labels().contains(label)) {
                throw new IllegalArgumentException(
                        "by: " + inner.text() + " has no label " + label + "; there are " + inner.labels());
            }
        }
        String by = labels.length == 0 ? "" : " by (" + String.join(", ", labels) + ") ";
        return call(function + by + "(" + inner.text() + ")", inner, Set.of(labels));
    }

    private static Expr call(String text, Expr inner, Set<String> labels) {
        return new Expr(text, true, labels, inner.metrics(), List.of(text));
    }
}
