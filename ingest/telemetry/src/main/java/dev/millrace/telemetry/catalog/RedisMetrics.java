package dev.millrace.telemetry.catalog;

import dev.millrace.telemetry.Metric;

/** Redis, as the processes see it that keep features there. */
public final class RedisMetrics {
    public static final Metric COMMANDS = Metric.timer(
            "millrace.redis.commands",
            "Time until Redis had answered a batch of commands, or had not: read or write",
            "command");

    private RedisMetrics() {}
}
