package dev.millrace.dashboards.boards;

import dev.millrace.dashboards.alerts.Runbook;
import dev.millrace.dashboards.alerts.Slo;
import dev.millrace.dashboards.grafana.Dashboard;
import dev.millrace.dashboards.grafana.Panel;
import dev.millrace.dashboards.grafana.Row;
import dev.millrace.dashboards.grafana.Unit;
import dev.millrace.dashboards.promql.Expr;
import dev.millrace.dashboards.promql.Prom;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import java.util.List;

/** Is it healthy? Numbers on top, where they come from below. */
final class OverviewBoard {
    private static final int SECONDS_A_MINUTE = 60;

    private OverviewBoard() {}

    static Dashboard board() {
        return new Dashboard(
                "overview",
                "Overview",
                "Is it healthy? The objective is 99 % of results within two seconds.",
                List.of(Choices.FLOW),
                List.of(
                        Row.of("Is it healthy?", inTime(), burn(), latency(), lag(), deadLetterTile(), rulesThatFire()),
                        Row.of("Objective", results(), burnOverTime(), latencies(), lags()),
                        Row.of("What it takes, what goes wrong", workers(), anomalies(), deadLetters(), ruleStates())));
    }

    private static Panel inTime() {
        return Panel.tile(
                        "Results in time",
                        Unit.SHARE,
                        "millracelatencybudgetburnsfast",
                        "Share of results within two seconds of their event, of all chosen flows. 99 % is promised.")
                .goodFrom(.98, Slo.TARGET)
                .show(Slo.inTime(Stages.buckets(), Stages.counts(), Prom.PANEL), "in time");
    }

    private static Panel burn() {
        return Panel.tile(
                        "Budget burn, 1 h",
                        Unit.COUNT,
                        "millracelatencybudgetburnsslowly",
                        "How many times faster than allowed results were late in the last hour, in the worst flow: at 1 the budget lasts, "
                                + "from 14.4 on somebody is paged. Needs the recording rules of k8s/alerts.")
                .worseFrom(1, Slo.SLOW)
                .show(
                        Prom.maxBy(Prom.of(Slo.late("1h"))
                                        .matching("flow", Choices.FLOWS)
                                        .now())
                                .dividedBy(Slo.BUDGET),
                        "burn rate");
    }

    private static Panel latency() {
        return Panel.tile(
                        "Latency p99",
                        Unit.SECONDS,
                        Runbook.STAGES,
                        "99 of 100 results of the chosen flows were published within this time after their event.")
                .worseFrom(1, Slo.SECONDS)
                .show(Stages.latency(.99), "p99");
    }

    private static Panel lag() {
        return Panel.tile(
                        "Worst lag",
                        Unit.SECONDS,
                        "millracelaggrows",
                        "Age of the oldest record that any group has not worked off.")
                .worseFrom(2, 30)
                .show(Prom.maxBy(Prom.of(ObserverMetrics.LAG_SECONDS).now()), "lag");
    }

    private static Panel deadLetterTile() {
        return Panel.tile(
                        "Dead letters",
                        Unit.PER_SECOND,
                        "millracedeadletters",
                        "Records by second that a stage could not use. They are kept, with a reason.")
                .worseFrom(.01, 1)
                .show(Prom.sumBy(Prom.of(ObserverMetrics.DEAD_LETTERS).rate()).orZero(), "dead letters");
    }

    private static Panel rulesThatFire() {
        return Panel.tile(
                        "Alert rules that fire",
                        Unit.COUNT,
                        Runbook.TRAFFIC,
                        "Rules of k8s/alerts that fire now; which ones is below.")
                .badFrom(1)
                .show(
                        Prom.countBy(Prom.of(Prom.ALERTS)
                                        .matching("alertname", "Millrace.*")
                                        .where("alertstate", "firing")
                                        .now())
                                .orZero(),
                        "firing");
    }

    private static Panel results() {
        return Panel.lines("Results", Unit.PER_SECOND, Runbook.TRAFFIC, "Results published by second, by flow.")
                .show(Stages.results("flow"), "{{flow}}");
    }

    private static Panel burnOverTime() {
        return Panel.lines(
                        "Budget burn",
                        Unit.COUNT,
                        "millracelatencybudgetburnsfast",
                        "Late results against what is allowed. A page needs more than 14.4 in one hour and in five minutes at once.")
                .worseFrom(1, Slo.FAST)
                .show(burn("5m"), "{{flow}} 5 min")
                .show(burn("1h"), "{{flow}} 1 h");
    }

    private static Expr burn(String window) {
        return Prom.maxBy(
                        Prom.of(Slo.late(window))
                                .matching("flow", Choices.FLOWS)
                                .now(),
                        "flow")
                .dividedBy(Slo.BUDGET);
    }

    private static Panel latencies() {
        return Panel.lines(
                        "Latency",
                        Unit.SECONDS,
                        Runbook.STAGES,
                        "From the Kafka timestamp of the triggering event to publication, by flow: half of the results, and 99 of 100.")
                .badFrom(Slo.SECONDS)
                .show(Stages.latency(.5, "flow"), "{{flow}} p50")
                .show(Stages.latency(.99, "flow"), "{{flow}} p99");
    }

    private static Panel lags() {
        return Panel.lines(
                        "Lag",
                        Unit.SECONDS,
                        "millracelaggrows",
                        "Age of the oldest record that a group has not worked off, by group.")
                .badFrom(30)
                .show(Prom.maxBy(Prom.of(ObserverMetrics.LAG_SECONDS).now(), "group"), "{{group}}");
    }

    private static Panel workers() {
        return Panel.lines(
                        "Workers",
                        Unit.COUNT,
                        Runbook.SCALING,
                        "Workers that report, by model; those that still start are counted apart.")
                .show(Prom.sumBy(Prom.of(ObserverMetrics.WORKERS).now(), "model", "state"), "{{model}} {{state}}");
    }

    private static Panel anomalies() {
        return Panel.stack(
                        "Anomaly alerts that fire",
                        Unit.COUNT,
                        Runbook.ANOMALIES,
                        "What the platform found in the data, by severity: not a fault of the platform.")
                .show(Prom.maxBy(Prom.of(ObserverMetrics.ALERTS_FIRING).now(), "severity"), "{{severity}}");
    }

    private static Panel deadLetters() {
        return Panel.stack(
                        "Dead letters by stage",
                        Unit.PER_MINUTE,
                        "millracedeadletters",
                        "Records a minute that a stage could not use, by stage and kind of error.")
                .show(
                        Prom.sumBy(Prom.of(ObserverMetrics.DEAD_LETTERS).rate(), "stage", "kind")
                                .times(SECONDS_A_MINUTE),
                        "{{stage}} {{kind}}");
    }

    private static Panel ruleStates() {
        return Panel.states(
                        "Alert rules",
                        Runbook.TRAFFIC,
                        "Yellow: the condition holds, but not for long enough. Red: it fires. Empty is good. Each has a section in the runbook.")
                .worseFrom(1, 2)
                .show(rules("pending"), "{{alertname}}")
                .show(rules("firing").times(2), "{{alertname}} fires");
    }

    private static Expr rules(String state) {
        return Prom.maxBy(
                Prom.of(Prom.ALERTS)
                        .matching("alertname", "Millrace.*")
                        .where("alertstate", state)
                        .now(),
                "alertname");
    }
}
