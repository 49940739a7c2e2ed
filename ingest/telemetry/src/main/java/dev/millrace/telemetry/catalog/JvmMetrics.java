package dev.millrace.telemetry.catalog;

import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.Metric.Kind;

/** The JVM of each process, by Micrometer. */
public final class JvmMetrics {
    public static final Metric MEMORY_USED =
            Metric.bridged("jvm_memory_used_bytes", Kind.GAUGE, "bytes", "Memory in use", "area", "id");
    public static final Metric MEMORY_MAX = Metric.bridged(
            "jvm_memory_max_bytes",
            Kind.GAUGE,
            "bytes",
            "Most memory that may be used; -1 where there is no limit",
            "area",
            "id");
    public static final Metric GC_PAUSE = Metric.bridged(
            "jvm_gc_pause_seconds", Kind.TIMER, "seconds", "Pauses of the garbage collector", "action", "cause", "gc");
    public static final Metric CPU =
            Metric.bridged("process_cpu_usage", Kind.GAUGE, "ratio", "Share of all processors that the process uses");
    public static final Metric UPTIME =
            Metric.bridged("process_uptime_seconds", Kind.GAUGE, "seconds", "Since the process began");
    public static final Metric THREADS = Metric.bridged("jvm_threads_live_threads", Kind.GAUGE, "", "Threads");

    private JvmMetrics() {}
}
