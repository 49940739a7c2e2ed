package dev.millrace.microbench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

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
        double scaled = median(pairs, pair -> pair.scaled.recovered());
        double known = median(pairs, pair -> pair.known.recovered());
        Console.format(
                "  medians: %.2f; %.2f, %.2f (%s); %.2f, %.2f%n",
                median(pairs, pair -> pair.scaled.decided()),
                scaled,
                known,
                known > 0 ? String.format(Locale.ROOT, "ratio %.2f", scaled / known) : "the SLO holds throughout",
                median(pairs, pair -> pair.scaled.worstAfterStep()),
                median(pairs, pair -> pair.known.worstAfterStep()));
    }

    private static double median(List<ScalingPair> pairs, ToDoubleFunction<ScalingPair> value) {
        double[] sorted = pairs.stream().mapToDouble(value).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
