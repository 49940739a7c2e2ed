package dev.millrace.microbench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians of what several runs showed. */
final class Medians {
    private Medians() {}

    /** The middle value, or the mean of the two middle ones. */
    static <T> double of(List<T> runs, ToDoubleFunction<T> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
