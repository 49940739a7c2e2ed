package dev.millrace.features.api;

/** Whether a feature was there; the names are those of Feast's serving API. */
public enum Presence {
    PRESENT,
    /** The row is there and says that the feature has no value. */
    NULL_VALUE,
    /** No row for the entity, or the row never had the feature. */
    NOT_FOUND,
    /** The row is older than the time to live of its view; the value is there all the same. */
    OUTSIDE_MAX_AGE
}
