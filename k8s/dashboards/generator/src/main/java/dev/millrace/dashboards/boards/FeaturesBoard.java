package dev.millrace.dashboards.boards;

import dev.millrace.dashboards.alerts.Runbook;
import dev.millrace.dashboards.grafana.Dashboard;
import dev.millrace.dashboards.grafana.Panel;
import dev.millrace.dashboards.grafana.Row;
import dev.millrace.dashboards.grafana.Unit;
import dev.millrace.dashboards.promql.Prom;
import dev.millrace.dashboards.promql.Select;
import dev.millrace.telemetry.catalog.RedisMetrics;
import dev.millrace.telemetry.catalog.StoreMetrics;
import java.util.List;

/** Whether models are asked with features that are there, fresh and fast. */
final class FeaturesBoard {
    private FeaturesBoard() {}

    static Dashboard board() {
        return new Dashboard(
                "features",
                "Features",
                "Whether models are asked with features that are there, fresh and fast.",
                List.of(),
                List.of(
                        Row.of("Freshness", behind(), age(), presence(), rows()),
                        Row.of("Reads and writes", reads(), writes(), outcomes(), cache(), redis(), away()),
                        Row.of("Feast server", requests(), served(), values(), sizes()),
                        Row.of("History", written(), files(), compactions())));
    }

    private static Panel behind() {
        return Panel.lines(
                        "Store behind the topic",
                        Unit.SECONDS,
                        "millracefeaturesstale",
                        "Age of the oldest feature that is not in the store yet.")
                .worseFrom(5, 60)
                .show(Prom.maxBy(Prom.of(StoreMetrics.BEHIND).now()), "materializer");
    }

    private static Panel age() {
        return Panel.lines(
                        "Age of features in use",
                        Unit.SECONDS,
                        Runbook.FEATURES,
                        "Of the features that models were asked with, by view and event time: how old half and 95 of 100 of them were.")
                .show(Prom.quantile(.5, Prom.buckets(StoreMetrics.AGE), Prom.PANEL, "view"), "{{view}} p50")
                .show(Prom.quantile(.95, Prom.buckets(StoreMetrics.AGE), Prom.PANEL, "view"), "{{view}} p95");
    }

    private static Panel presence() {
        return Panel.stack(
                        "What was found",
                        Unit.PER_SECOND,
                        Runbook.FEATURES,
                        "Features by second that were asked for, by what was found: present, null, not found, or outside of their maximum age.")
                .show(Prom.sumBy(Prom.of(StoreMetrics.READ_STATUSES).rate(), "view", "status"), "{{view}} {{status}}");
    }

    private static Panel rows() {
        return Panel.stack(
                        "Rows of the features topic",
                        Unit.PER_SECOND,
                        Runbook.FEATURES,
                        "Written, stale (an older event than what is stored) or refused (dead-lettered).")
                .show(Prom.sumBy(Prom.of(StoreMetrics.MATERIALIZED).rate(), "outcome"), "{{outcome}}");
    }

    private static Panel reads() {
        return Panel.lines("Reads", Unit.SECONDS, Runbook.FEATURES, "Time of a read of the store, a batch of entities.")
                .show(Prom.quantile(.5, Prom.buckets(StoreMetrics.READ), Prom.PANEL, "process"), "{{process}} p50")
                .show(Prom.quantile(.99, Prom.buckets(StoreMetrics.READ), Prom.PANEL, "process"), "{{process}} p99");
    }

    private static Panel writes() {
        Select writes = Prom.buckets(RedisMetrics.COMMANDS).where("command", "write");
        return Panel.lines(
                        "Writes",
                        Unit.SECONDS,
                        Runbook.FEATURES,
                        "Time until Redis had taken a batch of the materializer's rows.")
                .show(Prom.quantile(.5, writes, Prom.PANEL, "process"), "{{process}} p50")
                .show(Prom.quantile(.99, writes, Prom.PANEL, "process"), "{{process}} p99");
    }

    private static Panel outcomes() {
        return Panel.stack(
                        "Entities and rows",
                        Unit.PER_SECOND,
                        "millracefeaturestoreerrors",
                        "Entities read and rows written by second.")
                .show(Prom.sumBy(Prom.of(StoreMetrics.READ_ROWS).rate()), "read")
                .show(
                        Prom.sumBy(Prom.of(StoreMetrics.MATERIALIZED)
                                .where("outcome", "written")
                                .rate()),
                        "written");
    }

    private static Panel cache() {
        return Panel.stack(
                        "Found in memory",
                        Unit.PER_SECOND,
                        Runbook.FEATURES,
                        "Entities by second that a worker had in memory (hit) or asked Redis for (miss); only where a cache is switched on.")
                .show(Prom.sumBy(Prom.of(StoreMetrics.CACHE).rate(), "outcome"), "{{outcome}}");
    }

    private static Panel redis() {
        return Panel.lines(
                        "Redis commands",
                        Unit.SECONDS,
                        Runbook.FEATURES,
                        "Mean time until Redis had answered, by command.")
                .show(
                        Prom.mean(
                                Prom.sum(RedisMetrics.COMMANDS),
                                Prom.count(RedisMetrics.COMMANDS),
                                Prom.PANEL,
                                "command"),
                        "{{command}}");
    }

    private static Panel away() {
        return Panel.lines(
                        "Errors of the store",
                        Unit.PER_SECOND,
                        "millracefeaturestoreerrors",
                        "Reads that failed, and batches that the store did not take; those are tried again, nothing is lost.")
                .badFrom(.01)
                .show(
                        Prom.sumBy(Prom.count(StoreMetrics.READ)
                                .where("outcome", "error")
                                .rate()),
                        "reads")
                .show(Prom.sumBy(Prom.of(StoreMetrics.STORE_AWAY).rate()), "batches");
    }

    private static Panel requests() {
        return Panel.stack(
                        "Requests of Feast clients",
                        Unit.PER_SECOND,
                        Runbook.FEATURES,
                        "Requests by second, by gRPC status.")
                .show(Prom.sumBy(Prom.count(StoreMetrics.REQUESTS).rate(), "status"), "{{status}}");
    }

    private static Panel served() {
        return Panel.lines("Time of requests", Unit.SECONDS, Runbook.FEATURES, "Time of a request of a Feast client.")
                .show(Prom.quantile(.5, Prom.buckets(StoreMetrics.REQUESTS), Prom.PANEL), "p50")
                .show(Prom.quantile(.99, Prom.buckets(StoreMetrics.REQUESTS), Prom.PANEL), "p99");
    }

    private static Panel values() {
        return Panel.stack(
                        "Values answered",
                        Unit.PER_SECOND,
                        Runbook.FEATURES,
                        "Values by second, by Feast's field status, and those of a wrong type.")
                .show(Prom.sumBy(Prom.of(StoreMetrics.VALUES).rate(), "status"), "{{status}}")
                .show(Prom.sumBy(Prom.of(StoreMetrics.MISTYPED).rate()), "mistyped");
    }

    private static Panel sizes() {
        return Panel.lines(
                        "Entities of a request",
                        Unit.RECORDS,
                        Runbook.FEATURES,
                        "How many entities a request asks for.")
                .show(Prom.mean(Prom.sum(StoreMetrics.ROWS), Prom.count(StoreMetrics.ROWS), Prom.PANEL), "mean")
                .show(Prom.quantile(.99, Prom.buckets(StoreMetrics.ROWS), Prom.PANEL), "p99");
    }

    private static Panel written() {
        return Panel.stack(
                        "Rows of the history",
                        Unit.PER_SECOND,
                        Runbook.HISTORY,
                        "Rows by second that go to Parquet, by outcome.")
                .show(Prom.sumBy(Prom.of(StoreMetrics.HISTORY_ROWS).rate(), "outcome"), "{{outcome}}")
                .wide(8);
    }

    private static Panel files() {
        return Panel.lines(
                        "Files of the history",
                        Unit.PER_MINUTE,
                        Runbook.HISTORY,
                        "Files written a minute, and writes that failed and are tried again.")
                .show(Prom.sumBy(Prom.of(StoreMetrics.HISTORY_FILES).rate()).times(60), "files")
                .show(Prom.sumBy(Prom.of(StoreMetrics.HISTORY_FAILURES).rate()).times(60), "failures")
                .wide(8);
    }

    private static Panel compactions() {
        return Panel.lines(
                        "Compaction",
                        Unit.COUNT,
                        Runbook.HISTORY,
                        "Runs by outcome in an hour, and rows that told an event again and were removed.")
                .show(Prom.sumBy(Prom.of(StoreMetrics.COMPACTIONS).increase("1h"), "outcome"), "{{outcome}}")
                .show(Prom.sumBy(Prom.of(StoreMetrics.REPETITIONS).increase("1h")), "repetitions")
                .wide(8);
    }
}
