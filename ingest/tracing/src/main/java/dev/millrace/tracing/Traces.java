package dev.millrace.tracing;

import java.util.List;
import java.util.Map;

/**
 * Tells an OpenTelemetry collector of results whose trace is sampled (flag 01 of their {@code traceparent}, W3C Trace Context). Thread-safe;
 * never waits: what the collector does not take in time is dropped.
 */
public interface Traces extends AutoCloseable {
    /** Tells nobody. */
    Traces OFF = new Traces() {
        @Override
        public boolean wants(String traceparent) {
            return false;
        }

        @Override
        public void batch(String model, List<Traced> results) {}

        @Override
        public void single(String name, Traced result) {}

        @Override
        public void close() {}
    };

    /**
     * As the {@code OTEL_*} variables of OpenTelemetry's specification have it; {@link #OFF}, with nothing loaded, unless
     * {@code OTEL_EXPORTER_OTLP_ENDPOINT} or {@code OTEL_EXPORTER_OTLP_TRACES_ENDPOINT} names a collector.
     *
     * @param process becomes the service's name, {@code millrace-<process>}, unless {@code OTEL_SERVICE_NAME} is set
     */
    static Traces of(Map<String, String> environment, String process) {
        boolean wanted = environment.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT")
                || environment.containsKey("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        return wanted ? OtlpTraces.open(environment, process) : OFF;
    }

    /** Whether a result of this trace is to be told; cheap. */
    boolean wants(String traceparent);

    /**
     * Results that were answered by one run of a model: a span for each under the span that its producer named, one for the run in a
     * trace of its own, and links between them, since the run belongs to all of them and to none.
     */
    void batch(String model, List<Traced> results);

    /** One result that was made alone. */
    void single(String name, Traced result);

    @Override
    void close();
}
