package dev.millrace.servicekit;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.function.LongSupplier;

/** Makes the registry of a process. */
public final class Registries {
    private Registries() {}

    /** A registry that Prometheus scrapes, by these clocks. */
    public static PrometheusMeterRegistry prometheus(Clock wall, LongSupplier nanos) {
        return new PrometheusMeterRegistry(
                PrometheusConfig.DEFAULT, new PrometheusRegistry(), new CoarseClock(wall, nanos));
    }
}
