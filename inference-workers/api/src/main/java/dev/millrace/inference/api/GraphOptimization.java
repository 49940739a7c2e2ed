package dev.millrace.inference.api;

import java.util.Arrays;
import java.util.Locale;

/** How far a runtime rewrites the graph while it loads. */
public enum GraphOptimization {
    /** As the file says. */
    NONE,
    /** Folds constants and drops what changes nothing. */
    BASIC,
    /** Also fuses operators into ones that only this execution provider has. */
    EXTENDED,
    /** Also lays memory out as this processor likes it. */
    ALL;

    /**
     * Reads what configuration says.
     *
     * @param name {@code none}, {@code basic}, {@code extended} or {@code all}, in any case
     * @throws IllegalArgumentException for anything else
     */
    public static GraphOptimization parse(String name) {
        return Arrays.stream(values())
                .filter(level -> level.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "graph optimization: '" + name + "' is none of none, basic, extended, all"));
    }
}
