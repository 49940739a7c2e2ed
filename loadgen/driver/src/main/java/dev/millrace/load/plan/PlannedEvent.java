package dev.millrace.load.plan;

/**
 * An event and when it is to be sent, whatever became of those before it (open loop).
 *
 * @param dueNanos since the plan's begin
 */
public record PlannedEvent<E>(long dueNanos, E event) {}
