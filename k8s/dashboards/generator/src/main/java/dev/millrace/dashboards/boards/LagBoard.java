package dev.millrace.dashboards.boards;

import dev.millrace.dashboards.alerts.Runbook;
import dev.millrace.dashboards.alerts.Slo;
import dev.millrace.dashboards.grafana.Dashboard;
import dev.millrace.dashboards.grafana.Panel;
import dev.millrace.dashboards.grafana.Row;
import dev.millrace.dashboards.grafana.Unit;
import dev.millrace.dashboards.promql.Prom;
import dev.millrace.dashboards.promql.Select;
import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import dev.millrace.telemetry.catalog.StageMetrics;
import java.util.List;

/** Where records wait, and where the time of a result goes. */
final class LagBoard {
    private LagBoard() {}

    static Dashboard board() {
        return new Dashboard(
                "lag-and-latency",
                "Lag and latency",
                "Where records wait, and where the time of a result goes.",
                List.of(Choices.FLOW, Choices.GROUP),
                List.of(
                        Row.of("Lag", seconds(), records(), worst(), members()),
                        Row.of("Rates", written(), workedOff()),
                        Row.of("Latency", parts(), slowest(), totals(), heat()),
                        Row.of("Doubts", skew(), repeated(), dead(), blind())));
    }

    private static Select of(Metric metric) {
        return Prom.of(metric).matching("group", Choices.GROUPS);
    }

    private static Panel seconds() {
        return Panel.lines(
                        "Lag in seconds",
                        Unit.SECONDS,
                        "millracelaggrows",
                        "Age of the oldest record that a group has not worked off, by group and topic. A straight line upwards at 1 s/s "
                                + "is a group that stands still.")
                .badFrom(30)
                .show(Prom.maxBy(of(ObserverMetrics.LAG_SECONDS).now(), "group", "topic"), "{{group}} {{topic}}");
    }

    private static Panel records() {
        return Panel.lines(
                        "Lag in records",
                        Unit.RECORDS,
                        "millracenoconsumption",
                        "Committed records that a group has not worked off, by group and topic.")
                .show(Prom.sumBy(of(ObserverMetrics.LAG_RECORDS).now(), "group", "topic"), "{{group}} {{topic}}");
    }

    private static Panel worst() {
        return Panel.lines(
                        "Ten worst partitions",
                        Unit.SECONDS,
                        "millracelaggrows",
                        "One partition far above its neighbours has a hot key, or a worker that hangs.")
                .show(
                        Prom.top(10, Prom.maxBy(of(ObserverMetrics.LAG_SECONDS).now(), "group", "topic", "partition")),
                        "{{group}} {{topic}} {{partition}}");
    }

    private static Panel members() {
        return Panel.lines(
                        "Members of groups",
                        Unit.COUNT,
                        "millracenoconsumption",
                        "Consumers in each group. None is right only for workers that are scaled to zero.")
                .show(Prom.maxBy(of(ObserverMetrics.GROUP_MEMBERS).now(), "group"), "{{group}}");
    }

    private static Panel written() {
        return Panel.lines(
                        "Written to topics",
                        Unit.PER_SECOND,
                        Runbook.TRAFFIC,
                        "Records by second that come into each topic.")
                .show(Prom.sumBy(Prom.of(ObserverMetrics.TOPIC_RECORDS).rate(), "topic"), "{{topic}}");
    }

    private static Panel workedOff() {
        return Panel.lines(
                        "Worked off by groups",
                        Unit.PER_SECOND,
                        Runbook.TRAFFIC,
                        "Records by second that each group commits; in the long run as many as are written.")
                .show(Prom.sumBy(of(ObserverMetrics.GROUP_RECORDS).rate(), "group", "topic"), "{{group}} {{topic}}");
    }

    private static Panel parts() {
        return Panel.stack(
                        "Where the time goes",
                        Unit.SECONDS,
                        Runbook.STAGES,
                        "Mean time of a result in each stage; the stages add up to the whole.")
                .show(
                        Prom.mean(
                                Stages.parts(Stages.sums()),
                                Stages.parts(Stages.counts()),
                                Prom.PANEL,
                                "flow",
                                "stage"),
                        "{{flow}} {{stage}}");
    }

    private static Panel slowest() {
        return Panel.lines(
                        "Stages, p99",
                        Unit.SECONDS,
                        Runbook.STAGES,
                        "99 of 100 results spent no more than this in the stage. Queue: too few workers; batch: deadline too long; "
                                + "run: model or device; features: Redis.")
                .show(
                        Prom.quantile(
                                .99,
                                Stages.ofFlows(Stages.buckets()).not("stage", Slo.TOTAL),
                                Prom.PANEL,
                                "flow",
                                "stage"),
                        "{{flow}} {{stage}}");
    }

    private static Panel totals() {
        return Panel.lines(
                        "Latency of results",
                        Unit.SECONDS,
                        "millracelatencybudgetburnsfast",
                        "From the Kafka timestamp of the triggering event to publication, by flow.")
                .badFrom(Slo.SECONDS)
                .show(Stages.latency(.5, "flow"), "{{flow}} p50")
                .show(Stages.latency(.95, "flow"), "{{flow}} p95")
                .show(Stages.latency(.99, "flow"), "{{flow}} p99");
    }

    private static Panel heat() {
        return Panel.heat(
                        "Latency of all results",
                        Unit.SECONDS,
                        Runbook.STAGES,
                        "How many results took how long. Two bands are two kinds of results, such as before and after a worker's start.")
                .show(Prom.sumBy(Stages.buckets().where("stage", Slo.TOTAL).increase(Prom.PANEL), "le"), "{{le}}");
    }

    private static Panel skew() {
        return Panel.lines(
                        "Clocks that disagree",
                        Unit.PER_SECOND,
                        "millraceclocksdisagree",
                        "Results by second with a stage that ended before it began; such a stage counts as 0.")
                .show(Prom.sumBy(Prom.of(StageMetrics.CLOCK_SKEWED).rate(), "flow"), "{{flow}}");
    }

    private static Panel repeated() {
        return Panel.lines(
                        "Repeated records",
                        Unit.PER_SECOND,
                        Runbook.TRAFFIC,
                        "Records by second that a stage had seen before and did not count again: after a restart, or from senders that retry.")
                .show(Prom.sumBy(Prom.of(StageMetrics.REPEATED).rate(), "stage"), "{{stage}}");
    }

    private static Panel dead() {
        return Panel.lines(
                        "Dead letters by process",
                        Unit.PER_SECOND,
                        "millracedeadletters",
                        "As the stages count them themselves, before they are in the topic.")
                .show(Prom.sumBy(Prom.of(StageMetrics.DEAD_LETTERS).rate(), "stage", "kind"), "{{stage}} {{kind}}");
    }

    private static Panel blind() {
        return Panel.states(
                        "Observer blind",
                        "millraceobserverblind",
                        "While the observer cannot read Kafka, nothing on this page about lag is told.")
                .badFrom(1)
                .show(Prom.maxBy(Prom.of(ObserverMetrics.BLIND).now()), "observer");
    }
}
