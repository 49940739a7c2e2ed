package dev.millrace.load.witness.sample;

import dev.millrace.load.result.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values by name, all looked up at the same times; a name that was not there at a time has no value then. Thread-safe. */
final class Samples {
    private record Look(long micros, Map<String, Double> values) {}

    private final List<Look> looks = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();

    /** A look at {@code micros} since the run's begin. */
    synchronized void add(long micros, Map<String, Double> values) {
        looks.add(new Look(micros, Map.copyOf(values)));
        values.keySet().stream().sorted().forEach(names::add);
    }

    /** One curve for each name; second 0 is when the warm-up ends. */
    synchronized List<Series> series(String plot, String unit, int run, Duration warmUp) {
        List<Double> seconds = looks.stream()
                .map(look -> (look.micros() - warmUp.toNanos() / 1000) / 1e6)
                .toList();
        var all = new ArrayList<Series>();
        for (String name : names) {
            var values = new ArrayList<@Nullable Double>();
            looks.forEach(look -> values.add(look.values().get(name)));
            all.add(new Series(plot, name, unit, run, seconds, values));
        }
        return all;
    }

    /** Sum by name of value × seconds since the look before, over the looks later than {@code from} and not later than {@code to}. */
    synchronized Map<String, Double> integral(Duration from, Duration to) {
        Map<String, Double> sums = new TreeMap<>();
        for (int i = 1; i < looks.size(); i++) {
            Look look = looks.get(i);
            double seconds = (look.micros() - looks.get(i - 1).micros()) / 1e6;
            if (isWithin(look, from, to)) {
                look.values().forEach((name, value) -> sums.merge(name, value * seconds, Double::sum));
            }
        }
        return sums;
    }

    /** Largest value by name over the same looks. */
    synchronized Map<String, Double> max(Duration from, Duration to) {
        Map<String, Double> largest = new TreeMap<>();
        looks.stream().filter(look -> isWithin(look, from, to)).forEach(look -> look.values()
                .forEach((name, value) -> largest.merge(name, value, Math::max)));
        return largest;
    }

    private static boolean isWithin(Look look, Duration from, Duration to) {
        return look.micros() > from.toNanos() / 1000 && look.micros() <= to.toNanos() / 1000;
    }
}
