package dev.millrace.streams.core.anomaly;

/** What raised an alert: {@link dev.millrace.contracts.AnomalyAlert#cause()}. */
public final class Causes {
    /** The model's score (the baseline's before one is live). */
    public static final String MODEL = "model";
    /** A value far from the sensor's usual level. */
    public static final String LEVEL = "level";
    /** Channels that no longer move together. */
    public static final String RELATION = "relation";
    /** A value outside all that was seen before. */
    public static final String RANGE = "range";
    /** A channel that stopped changing. */
    public static final String STUCK = "stuck";
    /** Readings that stayed away. */
    public static final String GAP = "gap";

    private Causes() {}
}
