package dev.millrace.load.compare;

import dev.millrace.load.result.RunResult;
import java.util.Objects;

/**
 * Two runs that were measured in turns: sample {@code i} of the one and sample {@code i} of the other belong to the same stretch of
 * time on the same machine, so that what the machine did to both cancels.
 *
 * <p>Whoever measures so puts the same {@link #KEY} into the setup of both results, of a value that no other measurement has.
 */
public final class Pairing {
    /** In {@link RunResult#setup}. */
    public static final String KEY = "pairing";

    /** With five pairs the rarest of the {@code 2^5} signs is still 2/32 = 6 % likely. */
    public static final int LEAST = 6;

    private Pairing() {}

    static boolean between(RunResult a, RunResult b) {
        String pairing = a.setup().get(KEY);
        return pairing != null && Objects.equals(pairing, b.setup().get(KEY));
    }
}
