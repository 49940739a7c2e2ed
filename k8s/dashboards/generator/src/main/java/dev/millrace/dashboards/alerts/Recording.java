package dev.millrace.dashboards.alerts;

import dev.millrace.dashboards.promql.Expr;
import dev.millrace.telemetry.Metric;

/** A recording rule: an expression that is kept under a name of its own. */
public record Recording(Metric metric, Expr expr) {
    public Recording {
        if (!expr.labels().containsAll(metric.labels())) {
            throw new IllegalArgumentException(
                    metric.name() + " promises " + metric.labels() + ", not " + expr.labels());
        }
    }
}
