package dev.millrace.telemetry.catalog;

import dev.millrace.telemetry.Metric;

/** Feature store: online rows, history and the Feast server. */
public final class StoreMetrics {
    public static final Metric READ =
            Metric.timer("millrace.features.read", "Reads of the store, ok or error", "outcome");
    public static final Metric READ_ROWS =
            Metric.counter("millrace.features.read.rows", "Entities whose features were asked for");
    public static final Metric READ_STATUSES =
            Metric.counter("millrace.features.read.statuses", "Features by what was found", "view", "status");
    public static final Metric CACHE = Metric.counter(
            "millrace.features.cache", "Entities that were found in memory (hit) or not (miss)", "outcome");
    public static final Metric AGE = Metric.timer(
            "millrace.features.age",
            "Age of the oldest features of a view that one read found, by their event time",
            "view");
    public static final Metric MATERIALIZED = Metric.counter(
            "millrace.materializer.rows",
            "Rows of the features topic by outcome: written, stale or refused",
            "outcome");
    public static final Metric STORE_AWAY = Metric.counter(
            "millrace.materializer.store.away", "Batches that the store did not take and that were tried again");
    public static final Metric BEHIND = Metric.gauge(
            "millrace.materializer.behind.seconds",
            "seconds",
            "Age of the oldest record that is not in the store; 0 when caught up");
    public static final Metric HISTORY_ROWS = Metric.counter(
            "millrace.history.rows", "Rows of the features topic by outcome: written or refused", "outcome");
    public static final Metric HISTORY_FILES = Metric.counter("millrace.history.files", "Files written");
    public static final Metric HISTORY_FAILURES =
            Metric.counter("millrace.history.failures", "Writes that failed and are tried again");
    public static final Metric COMPACTIONS = Metric.counter(
            "millrace.history.compactions", "Runs of the compaction by outcome: done or failed", "outcome");
    public static final Metric REPETITIONS =
            Metric.counter("millrace.history.repetitions", "Rows that told an event again, removed by the compaction");
    public static final Metric REQUESTS =
            Metric.timer("millrace.serving.requests", "Requests for features by gRPC status", "status");
    public static final Metric VALUES =
            Metric.counter("millrace.serving.values", "Values answered by the field status of Feast", "status");
    public static final Metric ROWS = Metric.summary("millrace.serving.rows", "records", "Entities of a request");
    public static final Metric MISTYPED = Metric.counter(
            "millrace.serving.mistyped", "Stored values that are not of the declared type, answered as NOT_FOUND");

    private StoreMetrics() {}
}
