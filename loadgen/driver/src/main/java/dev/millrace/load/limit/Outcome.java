package dev.millrace.load.limit;

/**
 * Whether a rate was sustained.
 *
 * @param why in words
 */
public record Outcome(boolean sustained, String why) {}
