package dev.millrace.load.run;

import dev.millrace.load.result.Better;
import dev.millrace.load.result.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the samples of metrics over the repetitions, in the order in which metrics came first. Not thread-safe. */
final class MetricBook {
    private record Kind(String name, String unit, Better better, @Nullable String stage) {}

    private final Map<Kind, List<Double>> samples = new LinkedHashMap<>();

    void add(String name, String unit, Better better, double value) {
        add(name, unit, better, null, value);
    }

    /** {@code stage}: what the number is about, where it is about a part; a value that is not finite is left out. */
    void add(String name, String unit, Better better, @Nullable String stage, double value) {
        if (Double.isFinite(value)) {
            samples.computeIfAbsent(new Kind(name, unit, better, stage), first -> new ArrayList<>())
                    .add(value);
        }
    }

    /** The samples of a metric so far, in the order of the repetitions; none where it has not come. */
    List<Double> samples(String name) {
        return samples.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /** All metrics; {@code prefix} goes before each name. */
    List<Metric> metrics(String prefix) {
        return samples.entrySet().stream()
                .map(entry -> new Metric(
                        prefix + entry.getKey().name(),
                        entry.getKey().unit(),
                        entry.getKey().better(),
                        entry.getKey().stage(),
                        entry.getValue()))
                .toList();
    }
}
