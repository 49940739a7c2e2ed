package dev.millrace.telemetry.catalog;

import dev.millrace.telemetry.Metric;

/** Every process, and the platform on one machine. */
public final class PlatformMetrics {
    public static final Metric RESIDENT = Metric.gauge(
            "millrace.platform.resident.bytes",
            "bytes",
            "Resident memory of all processes of the platform on one machine");
    public static final Metric RESTARTS =
            Metric.counter("millrace.platform.restarts", "Processes that died and were started again");
    public static final Metric REPLICAS =
            Metric.gauge("millrace.platform.replicas", "", "Worker processes that run", "deployment");

    private PlatformMetrics() {}
}
