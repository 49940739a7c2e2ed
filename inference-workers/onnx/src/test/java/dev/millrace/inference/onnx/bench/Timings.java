package dev.millrace.inference.onnx.bench;

import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceException;
import java.util.Arrays;

/**
 * How long runs took.
 *
 * @param sorted nanoseconds of each run, ascending
 */
record Timings(long[] sorted) {
    private static final int WARM_UP = 20;
    private static final int MOST_RUNS = 1_000_000;

    /** Runs again and again for that long, at least ten times. */
    static Timings of(BoundRun run, int millis) throws InferenceException {
        for (int i = 0; i < WARM_UP; i++) {
            run.run();
        }
        long[] nanos = new long[MOST_RUNS];
        long start = System.nanoTime();
        long last = start;
        int count = 0;
        while (count < MOST_RUNS && (count < 10 || last - start < millis * 1_000_000L)) {
            run.run();
            long now = System.nanoTime();
            nanos[count++] = now - last;
            last = now;
        }
        long[] taken = Arrays.copyOf(nanos, count);
        Arrays.sort(taken);
        return new Timings(taken);
    }

    double meanMicros() {
        return Arrays.stream(sorted).average().orElseThrow() / 1e3;
    }

    double micros(double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length))] / 1e3;
    }
}
