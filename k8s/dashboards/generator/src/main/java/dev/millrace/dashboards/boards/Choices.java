package dev.millrace.dashboards.boards;

import dev.millrace.dashboards.grafana.Variable;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import dev.millrace.telemetry.catalog.StageMetrics;
import dev.millrace.telemetry.catalog.WorkerMetrics;

/** What one may narrow a dashboard to, and how queries say so. */
final class Choices {
    static final Variable FLOW = new Variable(StageMetrics.STAGE, "flow");
    static final Variable MODEL = new Variable(WorkerMetrics.RESULTS, "model");
    static final Variable GROUP = new Variable(ObserverMetrics.LAG_RECORDS, "group");

    static final String FLOWS = "$flow";
    static final String MODELS = "$model";
    static final String GROUPS = "$group";

    private Choices() {}
}
