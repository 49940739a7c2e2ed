package dev.millrace.observer.snapshot;

/**
 * Dead letters of one stage and kind.
 *
 * @param kind label of an {@code ErrorKind}, or {@code other}
 * @param count since the observer started
 */
public record DeadLetterCount(String stage, String kind, long count) {}
