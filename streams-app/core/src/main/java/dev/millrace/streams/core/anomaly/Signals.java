package dev.millrace.streams.core.anomaly;

/**
 * Names of the signals in {@link dev.millrace.contracts.WindowRequest#signals()}, measured on the raw readings. A signal that
 * is zero, or too small to matter, is left out. A name followed by {@code .channel} is the same signal of that channel alone.
 */
public final class Signals {
    /** Largest |value − median| ÷ (P90−P10 as a standard deviation) of the newest reading over all channels; not clipped. */
    public static final String ROBUST_Z = "robustZ";
    /** Largest |z| of a channel's newest value given the other channels (a single channel: given its recent past). */
    public static final String RELATION = "relation";
    /**
     * How far the newest value lies outside the past min..max, in units of the past range, beyond a margin of 5 % of the range
     * or four usual steps; largest channel.
     */
    public static final String RANGE = "range";
    /** Unchanged samples of a channel that used to vary ÷ the number that counts as stuck; 1 and above is stuck. */
    public static final String STUCK = "stuck";
    /** Time since the previous reading ÷ what counts as a gap for this sensor (10 usual intervals or more); 1 and above is one. */
    public static final String GAP = "gap";
    /** 1 while the sensor's normalisation is provisional. */
    public static final String CALIBRATING = "calibrating";

    private Signals() {}

    static String of(String signal, String channel) {
        return signal + "." + channel;
    }
}
