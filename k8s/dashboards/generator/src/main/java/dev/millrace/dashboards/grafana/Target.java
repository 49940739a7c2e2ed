package dev.millrace.dashboards.grafana;

import dev.millrace.dashboards.promql.Expr;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One query of a panel.
 *
 * @param legend text with labels in double braces; each must be one that the query's series have
 */
public record Target(Expr expr, String legend) {
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    public Target {
        Matcher labels = LABEL.matcher(legend);
        while (labels.find()) {
            if (!expr.labels().contains(labels.group(1))) {
                throw new IllegalArgumentException(
                        "legend: " + legend + " names a label that is none of " + expr.labels() + " of " + expr.text());
            }
        }
    }
}
