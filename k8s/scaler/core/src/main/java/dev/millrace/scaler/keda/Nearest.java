package dev.millrace.scaler.keda;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** The name that was meant, for error messages. */
public final class Nearest {
    /** Of 1. Finds minReplicaCount for minReplicas, cron for corn, nothing for color. */
    private static final double NEAR = .8;

    private Nearest() {}

    /** {@code "did you mean lagThreshold?"}, or the names that there are where none is near. */
    public static String hint(String given, Collection<String> known) {
        var similarity = new JaroWinklerSimilarity(); // unlike an edit distance kind to a beginning that is right
        var sorted = new TreeSet<>(known);
        String best = "";
        double most = NEAR;
        for (String name : sorted) {
            double near = similarity.apply(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (near > most) {
                most = near;
                best = name;
            }
        }
        return best.isEmpty() ? "known are " + String.join(", ", sorted) : "did you mean " + best + "?";
    }
}
