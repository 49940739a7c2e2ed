package dev.millrace.telemetry.catalog;

import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.Metric.Kind;

/** Lettuce, the client of Redis, by Micrometer. */
public final class RedisMetrics {
    public static final Metric COMMANDS = Metric.bridged(
            "lettuce_command_completion_seconds",
            Kind.TIMER,
            "seconds",
            "Time until Redis had answered a command",
            "command");

    private RedisMetrics() {}
}
