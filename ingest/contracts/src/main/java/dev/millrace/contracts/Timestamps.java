package dev.millrace.contracts;

/** Bounds of event times. */
public final class Timestamps {
    /** An event time further ahead of the clock than a day is an error, not an early event. */
    public static final long MAX_AHEAD_MILLIS = 24L * 60 * 60 * 1000;

    private Timestamps() {}
}
