package dev.millrace.dashboards.boards;

import dev.millrace.dashboards.alerts.Runbook;
import dev.millrace.dashboards.grafana.Dashboard;
import dev.millrace.dashboards.grafana.Panel;
import dev.millrace.dashboards.grafana.Row;
import dev.millrace.dashboards.grafana.Unit;
import dev.millrace.dashboards.promql.Prom;
import dev.millrace.dashboards.promql.Select;
import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import dev.millrace.telemetry.catalog.WorkerMetrics;
import java.util.List;

/** Which versions serve, and whether the world is still the one that they were trained on. */
final class ModelsBoard {
    private static final double WATCH = .1;
    private static final double DRIFTED = .25;

    private ModelsBoard() {}

    static Dashboard board() {
        return new Dashboard(
                "models-and-drift",
                "Models and drift",
                "Which versions serve, and whether the world is still the one that they were trained on.",
                List.of(Choices.MODEL),
                List.of(
                        Row.of("In service", versions(), stages(), traffic()),
                        Row.of("Changes", serving(), swaps(), refusals()),
                        Row.of("Drift", drift(), worst()),
                        Row.of("What models find", alerts())));
    }

    private static Select of(Metric metric) {
        return Prom.of(metric).matching("model", Choices.MODELS);
    }

    private static Panel versions() {
        return Panel.table(
                        "Versions that serve",
                        Runbook.MODELS,
                        "As the workers tell it. Two of one model: a swap is on its way.")
                .show(Prom.countBy(of(WorkerMetrics.INFO).now(), "model", "version"), "")
                .wide(8);
    }

    private static Panel stages() {
        return Panel.table(
                        "Stages",
                        Runbook.MODELS,
                        "As the registry tells it: candidate, shadow, canary or live. Promote with ./millrace model promote.")
                .show(Prom.maxBy(of(ObserverMetrics.MODEL_STAGE).now(), "model", "version", "stage"), "")
                .wide(8);
    }

    private static Panel traffic() {
        return Panel.lines("Share of the traffic", Unit.SHARE, Runbook.MODELS, "What each version is meant to get.")
                .show(Prom.maxBy(of(ObserverMetrics.MODEL_TRAFFIC).now(), "model", "version"), "{{model}} {{version}}")
                .wide(8);
    }

    private static Panel serving() {
        return Panel.lines(
                        "Workers by version",
                        Unit.COUNT,
                        Runbook.MODELS,
                        "How many workers serve each version: a swap as it goes.")
                .show(Prom.countBy(of(WorkerMetrics.INFO).now(), "model", "version"), "{{model}} {{version}}")
                .wide(8);
    }

    private static Panel swaps() {
        return Panel.lines(
                        "Swaps in an hour", Unit.COUNT, Runbook.MODELS, "Changes of the version that serves, by model.")
                .show(Prom.sumBy(of(WorkerMetrics.SWAPS).increase("1h"), "model"), "{{model}}")
                .wide(8);
    }

    private static Panel refusals() {
        return Panel.lines(
                        "Versions refused in an hour",
                        Unit.COUNT,
                        "millraceswapfailed",
                        "Versions that could not be served, by reason; the one before goes on.")
                .badFrom(1)
                .show(Prom.sumBy(of(WorkerMetrics.REFUSALS).increase("1h"), "model", "reason"), "{{model}} {{reason}}")
                .wide(8);
    }

    private static Panel drift() {
        return Panel.lines(
                        "Drift by signal",
                        Unit.COUNT,
                        "millracedrift",
                        "Population stability index against what the version saw first: .1 is worth a look, .25 is drift.")
                .worseFrom(WATCH, DRIFTED)
                .show(
                        Prom.top(10, Prom.maxBy(of(WorkerMetrics.DRIFT).now(), "model", "version", "signal")),
                        "{{model}} {{version}} {{signal}}");
    }

    private static Panel worst() {
        return Panel.states("Worst drift", "millracedrift", "Green below .1, yellow is worth a look, red is drift.")
                .worseFrom(WATCH, DRIFTED)
                .show(Prom.maxBy(of(WorkerMetrics.DRIFT).now(), "model", "version"), "{{model}} {{version}}");
    }

    private static Panel alerts() {
        return Panel.lines(
                        "Changes of anomaly alerts",
                        Unit.PER_MINUTE,
                        Runbook.ANOMALIES,
                        "A model that suddenly finds much more or much less than before is worth a look, too.")
                .show(
                        Prom.sumBy(Prom.of(ObserverMetrics.ALERTS).rate(), "status", "severity")
                                .times(60),
                        "{{status}} {{severity}}")
                .wide(24);
    }
}
