package dev.millrace.contracts;

/** The model that made a result. */
public record ModelRef(String name, String version) {
    /** Version of the built-in rule that answers before any model is live. */
    public static final String BASELINE = "baseline";
}
