package dev.millrace.dashboards.boards;

import dev.millrace.dashboards.alerts.Runbook;
import dev.millrace.dashboards.grafana.Dashboard;
import dev.millrace.dashboards.grafana.Panel;
import dev.millrace.dashboards.grafana.Row;
import dev.millrace.dashboards.grafana.Unit;
import dev.millrace.dashboards.promql.Prom;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import dev.millrace.telemetry.catalog.PlatformMetrics;
import dev.millrace.telemetry.catalog.ScalerMetrics;
import dev.millrace.telemetry.catalog.WorkerMetrics;
import java.util.List;

/** How many workers there are, how many there should be, and why. */
final class ScalingBoard {
    private ScalingBoard() {}

    static Dashboard board() {
        return new Dashboard(
                "scaling",
                "Scaling",
                "How many workers there are, how many there should be, and why.",
                List.of(),
                List.of(
                        Row.of("Workers", wanted(), running(), reason()),
                        Row.of("What decides", delay(), backlog()),
                        Row.of("Can it be trusted?", blind(), age(), startup()),
                        Row.of("On one machine", replicas(), resident(), restarts())));
    }

    private static Panel wanted() {
        return Panel.lines(
                        "Workers wanted",
                        Unit.COUNT,
                        Runbook.SCALING,
                        "What the scaler asks for; KEDA and the HPA keep their limits.")
                .show(Prom.maxBy(Prom.of(ScalerMetrics.WANTED).now(), "namespace", "scaledobject"), "{{scaledobject}}")
                .wide(8);
    }

    private static Panel running() {
        return Panel.lines(
                        "Workers that report", Unit.COUNT, Runbook.SCALING, "Ready ones, and those that still start.")
                .show(Prom.sumBy(Prom.of(ObserverMetrics.WORKERS).now(), "model", "state"), "{{model}} {{state}}")
                .wide(8);
    }

    private static Panel reason() {
        return Panel.states(
                        "Why",
                        Runbook.SCALING,
                        "What the last decision goes by. idle: nothing to do; steady: the rate; catch-up: the backlog; hold: workers are "
                                + "kept or on their way; limit: more are wanted than may be; forecast: the usual rush is near.")
                .onOrOff()
                .show(
                        Prom.maxBy(Prom.of(ScalerMetrics.REASON).now(), "scaledobject", "reason"),
                        "{{scaledobject}} {{reason}}")
                .wide(8);
    }

    private static Panel delay() {
        return Panel.lines(
                        "Delay and what is aimed at",
                        Unit.SECONDS,
                        "millracescalermissesitsaim",
                        "Wait of the newest record with the workers that there are.")
                .show(Prom.maxBy(Prom.of(ScalerMetrics.DELAY).now(), "scaledobject"), "{{scaledobject}}")
                .show(Prom.maxBy(Prom.of(ScalerMetrics.SLO).now(), "scaledobject"), "{{scaledobject}} aim");
    }

    private static Panel backlog() {
        return Panel.lines("Backlog", Unit.RECORDS, "millracelaggrows", "Records that wait, as the scaler sees them.")
                .show(Prom.maxBy(Prom.of(ScalerMetrics.BACKLOG).now(), "scaledobject"), "{{scaledobject}}");
    }

    private static Panel blind() {
        return Panel.states("Scaler blind", "millracescalerblind", "Red while the scaler cannot read Kafka.")
                .badFrom(1)
                .show(Prom.maxBy(Prom.of(ScalerMetrics.BLIND).now(), "scaledobject"), "{{scaledobject}}")
                .wide(8);
    }

    private static Panel age() {
        return Panel.lines(
                        "Age of the decision",
                        Unit.SECONDS,
                        "millracescalerblind",
                        "Since the last good one. From five minutes on the scaler refuses to answer, and KEDA's fallback applies.")
                .worseFrom(30, 300)
                .show(Prom.maxBy(Prom.of(ScalerMetrics.AGE).now(), "scaledobject"), "{{scaledobject}}")
                .wide(8);
    }

    private static Panel startup() {
        return Panel.lines(
                        "Start of a worker",
                        Unit.SECONDS,
                        Runbook.SCALING,
                        "From the start of the process until it could take requests: what a decision takes to have an effect, without "
                                + "the node.")
                .show(Prom.maxBy(Prom.of(WorkerMetrics.STARTUP).now(), "model"), "{{model}}")
                .wide(8);
    }

    private static Panel replicas() {
        return Panel.lines(
                        "Worker processes",
                        Unit.COUNT,
                        Runbook.SCALING,
                        "Those that ./millrace up runs, by deployment.")
                .show(Prom.maxBy(Prom.of(PlatformMetrics.REPLICAS).now(), "deployment"), "{{deployment}}")
                .wide(8);
    }

    private static Panel resident() {
        return Panel.lines("Memory", Unit.BYTES, Runbook.JVM, "Resident memory of all processes of ./millrace up.")
                .show(Prom.maxBy(Prom.of(PlatformMetrics.RESIDENT).now()), "resident")
                .wide(8);
    }

    private static Panel restarts() {
        return Panel.lines(
                        "Restarts in an hour",
                        Unit.COUNT,
                        "millraceprocessrestarts",
                        "Processes of ./millrace up that died and were started again.")
                .badFrom(1)
                .show(Prom.sumBy(Prom.of(PlatformMetrics.RESTARTS).increase("1h")), "restarts")
                .wide(8);
    }
}
