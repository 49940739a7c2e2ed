package dev.millrace.observer.snapshot;

/**
 * One version of one model.
 *
 * @param stage {@code candidate}, {@code shadow}, {@code canary} or {@code live}
 * @param traffic share of the live traffic, 0 to 1
 */
public record ModelState(String name, String version, String stage, double traffic) {}
