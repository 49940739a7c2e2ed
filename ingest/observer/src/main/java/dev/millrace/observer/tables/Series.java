package dev.millrace.observer.tables;

/** Labels of series. */
final class Series {
    /** In place of a partition's number, of topics that have too many. */
    static final String ALL = "all";

    /** In place of a value that is not one of the few. */
    static final String OTHER = "other";

    private Series() {}
}
