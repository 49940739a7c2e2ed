package dev.millrace.load.result;

/**
 * A figure that others have published, and ours to the same question.
 *
 * @param what in words
 * @param theirs as published, with its unit
 * @param ours with its unit, or why there is none
 * @param note what makes the two differ beyond speed; empty where nothing does
 */
public record SideBySide(String what, String theirs, String ours, String note) {}
