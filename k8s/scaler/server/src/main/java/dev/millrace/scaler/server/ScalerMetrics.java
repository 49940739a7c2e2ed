package dev.millrace.scaler.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * {@code millrace_scaler_replicas_wanted}, {@code _backlog_records}, {@code _delay_seconds}, {@code _decision_age_seconds} and {@code _blind},
 * by namespace, ScaledObject and metric. What is not known has no sample, but for {@code blind}, which is 1 then.
 */
final class ScalerMetrics {
    private static final String PREFIX = "millrace.scaler.";

    private record Series(MultiGauge gauge, ToDoubleFunction<WatchReport> value) {}

    private final List<Series> series = new ArrayList<>();

    ScalerMetrics(MeterRegistry registry) {
        add(registry, "replicas.wanted", "workers wanted", report -> orNone(report.replicas()));
        add(registry, "backlog.records", "records that wait", WatchReport::backlog);
        add(
                registry,
                "delay.seconds",
                "wait of the newest record with the workers that there are",
                WatchReport::delaySeconds);
        add(
                registry,
                "decision.age.seconds",
                "since the last good decision",
                report -> orNone(report.decisionAgeSeconds()));
        add(registry, "blind", "1 while Kafka cannot be read", report -> report.blind() ? 1 : 0);
    }

    private void add(MeterRegistry registry, String name, String description, ToDoubleFunction<WatchReport> value) {
        series.add(new Series(
                MultiGauge.builder(PREFIX + name).description(description).register(registry), value));
    }

    private static double orNone(@org.jspecify.annotations.Nullable Number value) {
        return value == null ? Double.NaN : value.doubleValue();
    }

    /** Replaces all samples; where a ScaledObject was edited, the later of the reports counts. */
    void update(List<WatchReport> reports) {
        Map<Tags, WatchReport> byTags = new LinkedHashMap<>();
        for (WatchReport report : reports) {
            byTags.put(
                    Tags.of("namespace", report.namespace(), "scaledobject", report.name(), "metric", report.metric()),
                    report);
        }
        for (Series one : series) {
            var rows = new ArrayList<MultiGauge.Row<?>>();
            byTags.forEach((tags, report) -> {
                double value = one.value.applyAsDouble(report);
                if (!Double.isNaN(value)) {
                    rows.add(MultiGauge.Row.of(tags, value));
                }
            });
            one.gauge.register(rows, true);
        }
    }
}
