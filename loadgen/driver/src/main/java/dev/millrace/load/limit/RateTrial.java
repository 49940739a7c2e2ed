package dev.millrace.load.limit;

/**
 * One run of a search.
 *
 * @param rate events per second
 * @param repetition of this rate, from 1
 */
public record RateTrial(double rate, int repetition, boolean sustained, String why) {}
