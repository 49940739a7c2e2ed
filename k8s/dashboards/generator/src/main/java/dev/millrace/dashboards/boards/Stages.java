package dev.millrace.dashboards.boards;

import dev.millrace.dashboards.alerts.Slo;
import dev.millrace.dashboards.promql.Expr;
import dev.millrace.dashboards.promql.Prom;
import dev.millrace.dashboards.promql.Select;
import dev.millrace.telemetry.catalog.StageMetrics;

/** Queries on the time that results take, of the chosen flows. */
final class Stages {
    /** Of what is measured without regard to flows. */
    static final String NO_FLOW = "-";

    private Stages() {}

    static Select buckets() {
        return Prom.buckets(StageMetrics.STAGE).matching("flow", Choices.FLOWS);
    }

    static Select counts() {
        return Prom.count(StageMetrics.STAGE).matching("flow", Choices.FLOWS);
    }

    static Select sums() {
        return Prom.sum(StageMetrics.STAGE).matching("flow", Choices.FLOWS);
    }

    /** Of stages that are parts of the total; a step of Kafka Streams as a whole has no flow, and what makes alerts begins after it. */
    static Select parts(Select select) {
        return ofFlows(select).notMatching("stage", Slo.TOTAL + "|alert");
    }

    /** Of stages that belong to a flow. */
    static Select ofFlows(Select select) {
        return select.not("flow", NO_FLOW);
    }

    /** Results by second. */
    static Expr results(String... by) {
        return Prom.sumBy(counts().where("stage", Slo.TOTAL).rate(), by);
    }

    /** From the triggering event to publication. */
    static Expr latency(double share, String... by) {
        return Prom.quantile(share, buckets().where("stage", Slo.TOTAL), Prom.PANEL, by);
    }
}
