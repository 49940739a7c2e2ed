package dev.millrace.microbench;

import java.util.List;
import java.util.Locale;

/**
 * A run by the scaler and one beside it whose workers somebody started at the very moment of the step.
 *
 * @param known perfect knowledge
 */
record ScalingPair(ScalingReport scaled, ScalingReport known) {
    void tell() {
        scaled.tell();
        Console.line("  the same with all workers started at the step:");
        known.delaysAfterStep();
    }

    static void tellAll(List<ScalingPair> pairs) {
        Console.line(
                "\nafter the step, seconds: decided; inside the SLO again, by the scaler and known; greatest delays");
        pairs.forEach(pair -> Console.format(
                "  %.2f; %.2f, %.2f; %.2f, %.2f%n",
                pair.scaled.decided(),
                pair.scaled.recovered(),
                pair.known.recovered(),
                pair.scaled.worstAfterStep(),
                pair.known.worstAfterStep()));
        double scaled = Medians.of(pairs, pair -> pair.scaled.recovered());
        double known = Medians.of(pairs, pair -> pair.known.recovered());
        Console.format(
                "  medians: %.2f; %.2f, %.2f (%s); %.2f, %.2f%n",
                Medians.of(pairs, pair -> pair.scaled.decided()),
                scaled,
                known,
                known > 0 ? String.format(Locale.ROOT, "ratio %.2f", scaled / known) : "the SLO holds throughout",
                Medians.of(pairs, pair -> pair.scaled.worstAfterStep()),
                Medians.of(pairs, pair -> pair.known.worstAfterStep()));
    }
}
