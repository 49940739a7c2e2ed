package dev.millrace.scaler.server;

import dev.millrace.scaler.decide.Decision.Kind;
import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.catalog.ScalerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of {@link ScalerMetrics}, by namespace, ScaledObject and metric. What is not known has no sample, but for {@code blind}, which
 * is 1 then. Of the reasons each has a sample, 1 for the one that holds and else 0, so that a graph shows when it changed.
 */
final class ScalerGauges {
    /** What tells ScaledObjects apart. */
    private record Key(String namespace, String name, String metric) {
        static Key of(WatchReport report) {
            return new Key(report.namespace(), report.name(), report.metric());
        }
    }

    private record Series(Metric metric, MultiGauge gauge, ToDoubleFunction<WatchReport> value) {}

    private final List<Series> series = new ArrayList<>();
    private final MultiGauge reasons;

    ScalerGauges(MeterRegistry registry) {
        add(registry, ScalerMetrics.WANTED, report -> orNone(report.replicas()));
        add(registry, ScalerMetrics.BACKLOG, WatchReport::backlog);
        add(registry, ScalerMetrics.DELAY, WatchReport::delaySeconds);
        add(registry, ScalerMetrics.SLO, WatchReport::sloSeconds);
        add(registry, ScalerMetrics.AGE, report -> orNone(report.decisionAgeSeconds()));
        add(registry, ScalerMetrics.BLIND, report -> report.blind() ? 1 : 0);
        reasons = ScalerMetrics.REASON.gauges(registry);
    }

    private void add(MeterRegistry registry, Metric metric, ToDoubleFunction<WatchReport> value) {
        series.add(new Series(metric, metric.gauges(registry), value));
    }

    private static double orNone(@Nullable Number value) {
        return value == null ? Double.NaN : value.doubleValue();
    }

    /** Replaces all samples; where a ScaledObject was edited, the later of the reports counts. */
    void update(List<WatchReport> reports) {
        Map<Key, WatchReport> byKey = new LinkedHashMap<>();
        reports.forEach(report -> byKey.put(Key.of(report), report));
        for (Series one : series) {
            var rows = new ArrayList<MultiGauge.Row<?>>();
            byKey.forEach((key, report) -> {
                double value = one.value.applyAsDouble(report);
                if (!Double.isNaN(value)) {
                    rows.add(MultiGauge.Row.of(one.metric.tags(key.namespace, key.name, key.metric), value));
                }
            });
            one.gauge.register(rows, true);
        }
        reasons.register(reasons(byKey), true);
    }

    private static List<MultiGauge.Row<?>> reasons(Map<Key, WatchReport> byKey) {
        var rows = new ArrayList<MultiGauge.Row<?>>();
        byKey.forEach((key, report) -> {
            if (report.kind() == null) {
                return;
            }
            for (Kind kind : Kind.values()) {
                rows.add(MultiGauge.Row.of(
                        ScalerMetrics.REASON.tags(key.namespace, key.name, key.metric, kind.label()),
                        kind.label().equals(report.kind()) ? 1 : 0));
            }
        });
        return rows;
    }
}
