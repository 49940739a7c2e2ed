package dev.millrace.streams.flink.cluster;

import dev.millrace.telemetry.catalog.Catalog;
import dev.millrace.telemetry.catalog.FlinkMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * Shows a chosen few of Flink's metrics as meters {@code flink.<name>}: the counters of our own operators (group
 * {@code millrace}) and what tells a job's health, all of them in {@link FlinkMetrics}. The rest, hundreds per job, stays inside.
 */
final class MeterReporter implements MetricReporter {
    private static final String OWN_GROUP = "millrace";
    private static final String JOB_PREFIX = "flink_job_";

    /** By the end of their names, which is Flink's name. */
    private static final Map<String, dev.millrace.telemetry.Metric> JOB_GAUGES = Catalog.of(FlinkMetrics.class).stream()
            .filter(metric -> metric.prometheus().startsWith(JOB_PREFIX))
            .collect(Collectors.toUnmodifiableMap(
                    metric -> metric.prometheus().substring(JOB_PREFIX.length()), Function.identity()));

    private final MeterRegistry registry;
    private final Map<Metric, Meter> meters = new ConcurrentHashMap<>();

    MeterReporter(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {
        meters.values().forEach(registry::remove);
        meters.clear();
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        meter(metric, name, group).ifPresent(meter -> meters.put(metric, meter));
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        Meter meter = meters.remove(metric);
        if (meter != null) {
            registry.remove(meter);
        }
    }

    private Optional<Meter> meter(Metric metric, String name, MetricGroup group) {
        Map<String, String> variables = group.getAllVariables();
        String job = variables.getOrDefault("<job_name>", "");
        if (metric instanceof Counter counter && group.getMetricIdentifier(name).contains("." + OWN_GROUP + ".")) {
            Tags tags = Tags.of("job", job, "subtask", variables.getOrDefault("<subtask_index>", ""));
            return Optional.of(FunctionCounter.builder("flink." + name, counter, Counter::getCount)
                    .tags(tags)
                    .register(registry));
        }
        if (metric instanceof Gauge<?> gauge && JOB_GAUGES.containsKey(name) && !job.isEmpty()) {
            return Optional.of(io.micrometer.core.instrument.Gauge.builder("flink.job." + name, () -> number(gauge))
                    .tags(Tags.of("job", job))
                    .register(registry));
        }
        return Optional.empty();
    }

    private static Number number(Gauge<?> gauge) {
        return gauge.getValue() instanceof Number value ? value : Double.NaN;
    }
}
