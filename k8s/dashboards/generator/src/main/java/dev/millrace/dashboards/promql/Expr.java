package dev.millrace.dashboards.promql;

import dev.millrace.telemetry.Metric;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A PromQL expression.
 *
 * @param text as Prometheus reads it
 * @param atomic whether it needs no parentheses inside another one
 * @param labels that its series may have
 * @param metrics that it asks
 * @param values the same without comparisons: expressions that have an answer while nothing is wrong, too
 */
public record Expr(String text, boolean atomic, Set<String> labels, Set<Metric> metrics, List<String> values) {
    public Expr {
        labels = Set.copyOf(labels);
        metrics = Set.copyOf(metrics);
        values = List.copyOf(values);
    }

    static Expr atom(String text, Set<String> labels, Set<Metric> metrics) {
        return new Expr(text, true, labels, metrics, List.of(text));
    }

    public Expr above(double limit) {
        return compared(" > ", limit);
    }

    public Expr below(double limit) {
        return compared(" < ", limit);
    }

    public Expr equalTo(double value) {
        return compared(" == ", value);
    }

    public Expr notEqualTo(double value) {
        return compared(" != ", value);
    }

    private Expr compared(String operator, double number) {
        return new Expr(inside() + operator + number(number), false, labels, metrics, values);
    }

    /** Series of this that {@code other} has as well, by these labels. */
    public Expr and(Expr other, String... on) {
        return joined(" and" + on(other, on), other, true);
    }

    /** Series of this that {@code other} has not, by these labels. */
    public Expr unless(Expr other, String... on) {
        return joined(" unless" + on(other, on), other, false);
    }

    public Expr or(Expr other) {
        return joined(" or ", other, true);
    }

    /** Zero where there is nothing, for tiles that shall not say "no data". */
    public Expr orZero() {
        return new Expr(inside() + " or vector(0)", false, labels, metrics, values);
    }

    public Expr dividedBy(Expr other) {
        boolean scalar = other.labels.isEmpty() && !labels.isEmpty();
        String text = inside() + (scalar ? " / on() group_left() " : " / ") + other.inside();
        return new Expr(text, false, labels, union(metrics, other.metrics), List.of(text));
    }

    public Expr minus(Expr other) {
        String text = inside() + " - " + other.inside();
        return new Expr(text, false, labels, union(metrics, other.metrics), List.of(text));
    }

    public Expr plus(Expr other) {
        String text = inside() + " + " + other.inside();
        return new Expr(text, false, labels, union(metrics, other.metrics), List.of(text));
    }

    public Expr dividedBy(double number) {
        String text = inside() + " / " + number(number);
        return new Expr(text, false, labels, metrics, List.of(text));
    }

    public Expr times(double number) {
        String text = inside() + " * " + number(number);
        return new Expr(text, false, labels, metrics, List.of(text));
    }

    /** {@code 1 - this}: the other share. */
    public Expr complement() {
        String text = "1 - " + inside();
        return new Expr(text, false, labels, metrics, List.of(text));
    }

    private Expr joined(String operator, Expr other, boolean both) {
        List<String> parts =
                both ? Stream.concat(values.stream(), other.values.stream()).toList() : values;
        return new Expr(inside() + operator + other.inside(), false, labels, union(metrics, other.metrics), parts);
    }

    private String on(Expr other, String... on) {
        for (String label : on) {
            if (!labels.contains(label) || !other.labels.contains(label)) {
                throw new IllegalArgumentException("on: " + label + " is not on both sides of " + text);
            }
        }
        return on.length == 0 ? " " : " on (" + String.join(", ", on) + ") ";
    }

    String inside() {
        return atomic ? text : "(" + text + ")";
    }

    static String number(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        var all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }
}
