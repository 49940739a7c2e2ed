package dev.millrace.telemetry.catalog;

import dev.millrace.telemetry.Metric;

/** What the observer sees of Kafka from outside: lag, rates, dead letters, alerts, models. */
public final class ObserverMetrics {
    public static final Metric LAG_RECORDS = Metric.gauge(
            "millrace.lag.records",
            "records",
            "Committed records that a group has not worked off",
            "group",
            "topic",
            "partition");
    public static final Metric LAG_SECONDS = Metric.gauge(
            "millrace.lag.seconds",
            "seconds",
            "Age of the oldest record that a group has not worked off; 0 when caught up",
            "group",
            "topic",
            "partition");
    public static final Metric TOPIC_RECORDS = Metric.counter(
            "millrace.topic.records", "Records written to a partition, by its log end", "topic", "partition");
    public static final Metric GROUP_RECORDS = Metric.counter(
            "millrace.group.records",
            "Records worked off by a group, by its committed offset",
            "group",
            "topic",
            "partition");
    public static final Metric GROUP_MEMBERS =
            Metric.gauge("millrace.group.members", "", "Members of a group", "group");
    public static final Metric DEAD_LETTERS = Metric.counter(
            "millrace.dlq.records", "Dead letters by the stage that wrote them and by kind of error", "stage", "kind");
    public static final Metric ALERTS = Metric.counter(
            "millrace.alerts",
            "Changes of anomaly alerts by status (firing, resolved) and severity",
            "status",
            "severity");
    public static final Metric ALERTS_FIRING =
            Metric.gauge("millrace.alerts.firing", "", "Anomaly alerts that fire now, by severity", "severity");
    public static final Metric MODEL_STAGE = Metric.gauge(
            "millrace.model.stage.info",
            "",
            "1 for the stage of each version that is not retired",
            "model",
            "version",
            "stage");
    public static final Metric MODEL_TRAFFIC = Metric.gauge(
            "millrace.model.traffic",
            "ratio",
            "Share of the traffic of each version that is not retired",
            "model",
            "version");
    public static final Metric WORKERS =
            Metric.gauge("millrace.workers", "", "Workers that report, by state: starting or ready", "model", "state");
    public static final Metric BLIND =
            Metric.gauge("millrace.observer.blind", "", "1 while Kafka cannot be read; lag is not told meanwhile");

    private ObserverMetrics() {}
}
