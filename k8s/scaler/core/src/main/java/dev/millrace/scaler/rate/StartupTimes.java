package dev.millrace.scaler.rate;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalDouble;

/** How long a worker takes to its first answer: what nine of ten of the last starts stayed below. */
final class StartupTimes {
    private static final int KEPT = 20;
    private static final double QUANTILE = .9;

    private final Deque<Double> last = new ArrayDeque<>();

    void add(double seconds) {
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("start-up time: " + seconds + " s is not 0 or more");
        }
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(seconds);
    }

    OptionalDouble high() {
        double[] sorted =
                last.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(sorted[(int) Math.ceil(QUANTILE * sorted.length) - 1]);
    }

    @Override
    public String toString() {
        return Arrays.toString(last.toArray());
    }
}
