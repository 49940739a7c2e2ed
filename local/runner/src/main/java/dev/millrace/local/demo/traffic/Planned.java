package dev.millrace.local.demo.traffic;

/**
 * An event and its place in its own time.
 *
 * @param ownMillis milliseconds since the first event of its series
 */
public record Planned<T>(T event, long ownMillis) {}
