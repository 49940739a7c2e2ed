package dev.millrace.load.run;

import dev.millrace.load.result.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many workers there were, second by second. Not thread-safe. */
final class ReplicaCurve {
    private static final long SECOND = 1_000_000;

    private final int run;
    private final Duration warmUp;
    private final List<Double> seconds = new ArrayList<>();
    private final Map<String, List<@Nullable Double>> counts = new TreeMap<>();
    private long next = Long.MIN_VALUE;

    ReplicaCurve(int run, Duration warmUp) {
        this.run = run;
        this.warmUp = warmUp;
    }

    /** Looks at most once a second; {@code micros} since the run's begin. */
    void look(long micros, Map<String, Integer> workers) {
        if (workers.isEmpty() || micros < next) {
            return;
        }
        next = Math.floorDiv(micros, SECOND) * SECOND + SECOND;
        seconds.add(micros / 1e6 - warmUp.toMillis() / 1000.0);
        workers.forEach((model, count) -> {
            List<@Nullable Double> curve = counts.computeIfAbsent(model, first -> new ArrayList<>());
            while (curve.size() < seconds.size() - 1) {
                curve.add(null);
            }
            curve.add((double) count);
        });
    }

    /** One curve for each model. */
    List<Series> series() {
        return counts.entrySet().stream()
                .map(model ->
                        new Series("replicas", model.getKey(), "workers", run, List.copyOf(seconds), model.getValue()))
                .toList();
    }

    /** All models' workers together. */
    Series total() {
        List<@Nullable Double> sums = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i++) {
            double sum = 0;
            for (List<@Nullable Double> curve : counts.values()) {
                Double value = i < curve.size() ? curve.get(i) : null;
                sum += value == null ? 0 : value;
            }
            sums.add(sum);
        }
        return new Series("replicas", "all", "workers", run, List.copyOf(seconds), sums);
    }

    /** Workers × seconds from second 0 to {@code length}. */
    double replicaSeconds(double length) {
        Series all = total();
        double sum = 0;
        for (int i = 0; i < seconds.size(); i++) {
            double from = Math.max(0, seconds.get(i));
            double to = i + 1 < seconds.size() ? Math.min(length, seconds.get(i + 1)) : length;
            Double value = all.values().get(i);
            sum += value == null || to <= from ? 0 : value * (to - from);
        }
        return sum;
    }
}
