package dev.millrace.contracts;

import org.jspecify.annotations.Nullable;

/**
 * The model that made a result.
 *
 * @param hash SHA-256 of the model file in hexadecimal, null for the built-in rule
 */
public record ModelRef(String name, String version, @Nullable String hash) {
    /** Version of the built-in rule that answers before any model is live. */
    public static final String BASELINE = "baseline";

    /** A model without a file: the built-in rule, or one in a test. */
    public ModelRef(String name, String version) {
        this(name, version, null);
    }

    /** {@code name/version}, as in registry keys, logs and dead letters. */
    @Override
    public String toString() {
        return name + "/" + version;
    }
}
