package dev.millrace.dashboards.alerts;

import dev.millrace.dashboards.promql.Expr;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An alert rule.
 *
 * @param waits how long the expression must hold, as Prometheus writes it: {@code 5m}
 * @param summary one line; labels in the form {@code {{ $labels.group }}}
 * @param description what is so, with {@code $value}; what to do stands in the runbook
 */
public record Alert(String name, Expr expr, String waits, Severity severity, String summary, String description) {
    private static final Pattern LABEL = Pattern.compile("\\$labels\\.(\\w+)");

    public Alert {
        Matcher labels = LABEL.matcher(summary + description);
        while (labels.find()) {
            if (!expr.labels().contains(labels.group(1))) {
                throw new IllegalArgumentException(
                        name + " tells of a label that is none of " + expr.labels() + ": " + labels.group(1));
            }
        }
    }

    /** Anchor of its section in the runbook. */
    public String runbook() {
        return Runbook.anchor(name);
    }
}
