package dev.millrace.telemetry.catalog;

import dev.millrace.telemetry.Metric;

/** The scaler, by namespace, ScaledObject and metric. */
public final class ScalerMetrics {
    public static final Metric WANTED = Metric.gauge(
            "millrace.scaler.replicas.wanted", "", "Workers wanted", "namespace", "scaledobject", "metric");
    public static final Metric BACKLOG = Metric.gauge(
            "millrace.scaler.backlog.records", "records", "Records that wait", "namespace", "scaledobject", "metric");
    public static final Metric DELAY = Metric.gauge(
            "millrace.scaler.delay.seconds",
            "seconds",
            "Wait of the newest record with the workers that there are",
            "namespace",
            "scaledobject",
            "metric");
    public static final Metric SLO = Metric.gauge(
            "millrace.scaler.slo.seconds", "seconds", "Delay that is aimed at", "namespace", "scaledobject", "metric");
    public static final Metric AGE = Metric.gauge(
            "millrace.scaler.decision.age.seconds",
            "seconds",
            "Since the last good decision",
            "namespace",
            "scaledobject",
            "metric");
    public static final Metric BLIND = Metric.gauge(
            "millrace.scaler.blind", "", "1 while Kafka cannot be read", "namespace", "scaledobject", "metric");
    public static final Metric REASON = Metric.gauge(
            "millrace.scaler.reason",
            "",
            "1 for what the last decision goes by: idle, steady, catch-up, hold, limit or forecast; 0 for the others",
            "namespace",
            "scaledobject",
            "metric",
            "reason");

    private ScalerMetrics() {}
}
