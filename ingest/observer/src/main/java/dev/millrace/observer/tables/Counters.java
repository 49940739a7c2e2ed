package dev.millrace.observer.tables;

import dev.millrace.observer.time.Growth;
import dev.millrace.telemetry.Metric;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counters of one metric whose series come and go. */
final class Counters {
    private record Series(Growth growth, Meter meter) {}

    private final Metric metric;
    private final MeterRegistry registry;
    private final Growth.Back back;
    private final Map<List<String>, Series> series = new HashMap<>();

    Counters(Metric metric, MeterRegistry registry, Growth.Back back) {
        this.metric = metric;
        this.registry = registry;
        this.back = back;
    }

    /** The series with these values of the labels has come to {@code offset}; returns what it counts. */
    long to(long offset, String... labels) {
        Series one = series.computeIfAbsent(List.of(labels), key -> {
            var growth = new Growth(offset, back);
            return new Series(growth, metric.counter(registry, growth, Growth::total, labels));
        });
        one.growth.to(offset);
        return one.growth.total();
    }

    /** Takes away the series that are not among these. */
    void retain(Set<List<String>> kept) {
        series.entrySet().removeIf(one -> {
            boolean gone = !kept.contains(one.getKey());
            if (gone) {
                registry.remove(one.getValue().meter);
            }
            return gone;
        });
    }
}
