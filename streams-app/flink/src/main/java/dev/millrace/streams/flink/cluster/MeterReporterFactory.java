package dev.millrace.streams.flink.cluster;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Makes the bridge from Flink's metrics to the process's registry. Flink finds reporters by class name and hands them texts
 * only, so the registry waits here under a random handle between {@link #attach} and its release.
 */
public final class MeterReporterFactory implements MetricReporterFactory {
    private static final String NAME = "millrace";
    private static final String HANDLE = "registry";
    private static final Map<String, MeterRegistry> ATTACHED = new ConcurrentHashMap<>();

    /** Sets a cluster's configuration to report into {@code registry} until the result is closed. */
    static AutoCloseable attach(Configuration config, MeterRegistry registry) {
        String handle = UUID.randomUUID().toString();
        ATTACHED.put(handle, registry);
        config.set(MetricOptions.REPORTERS_LIST, NAME);
        Configuration reporter = MetricOptions.forReporter(config, NAME);
        reporter.set(MetricOptions.REPORTER_FACTORY_CLASS, MeterReporterFactory.class.getName());
        reporter.setString(HANDLE, handle);
        return () -> ATTACHED.remove(handle);
    }

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        String handle = properties.getProperty(HANDLE);
        MeterRegistry registry = handle == null ? null : ATTACHED.get(handle);
        if (registry == null) {
            throw new IllegalStateException("no registry is attached for reporter '" + NAME + "'");
        }
        return new MeterReporter(registry);
    }
}
