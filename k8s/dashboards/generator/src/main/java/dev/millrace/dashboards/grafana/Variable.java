package dev.millrace.dashboards.grafana;

import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.Metric.Kind;

/**
 * A choice at the top of a dashboard: the values that a label has; all at first.
 *
 * @param label name of the variable as well
 */
public record Variable(Metric metric, String label) {
    public Variable {
        if (!metric.labels().contains(label)) {
            throw new IllegalArgumentException(metric.prometheus() + " has no label " + label);
        }
    }

    String query() {
        boolean histogram = metric.kind() == Kind.TIMER || metric.kind() == Kind.SUMMARY;
        return "label_values(" + metric.prometheus() + (histogram ? "_count" : "") + ", " + label + ")";
    }
}
