package dev.millrace.servicekit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.telemetry.catalog.JvmMetrics;
import dev.millrace.telemetry.catalog.KafkaMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.Test;

class KafkaMetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final KafkaMeters meters = new KafkaMeters(registry);

    @Test
    void aClientShowsWhatTheCatalogueNamesAndNothingElse() {
        try (var client = new Metrics()) {
            add(client, "records-consumed-total", "consumer-fetch-manager-metrics", Map.of("client-id", "c"), 7);
            add(
                    client,
                    "records-consumed-total",
                    "consumer-fetch-manager-metrics",
                    Map.of("client-id", "c", "topic", "t"),
                    3);
            add(client, "incoming-byte-total", "consumer-metrics", Map.of("client-id", "c"), 9);
            meters.add(client, Metrics::metrics);
            meters.refresh();
            assertThat(registry.scrape())
                    .contains(KafkaMetrics.CONSUMER_RECORDS.prometheus() + "{client_id=\"c\"} 7.0")
                    .doesNotContain("topic=", "incoming");
        }
    }

    @Test
    void aClientThatTakesThePlaceOfAnotherIsShownInstead() {
        var name = "producer-metrics";
        var first = new Metrics();
        add(first, "record-error-total", name, Map.of("client-id", "p"), 5);
        meters.add(first, Metrics::metrics);
        meters.refresh();
        first.close();
        try (var second = new Metrics()) {
            add(second, "record-error-total", name, Map.of("client-id", "p"), 1);
            meters.add(second, Metrics::metrics);
            meters.refresh();
            assertThat(registry.scrape()).contains("kafka_producer_record_error_total{client_id=\"p\"} 1.0");
        }
    }

    @Test
    void aNameThatIsNewAtEachStartIsTrimmed() {
        try (var client = new Metrics()) {
            String id = "app-0b1c2d3e-0b1c-4b1c-8b1c-0b1c2d3e4f50-StreamThread-1";
            add(client, "process-total", "stream-thread-metrics", Map.of("thread-id", id), 2);
            meters.add(client, Metrics::metrics);
            meters.refresh();
            assertThat(registry.scrape()).contains("thread_id=\"app-StreamThread-1\"");
        }
    }

    @Test
    void metersOfLibrariesPassWhenTheCatalogueNamesThem() {
        registry.config().meterFilter(new BridgeFilter());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("ours", () -> 1).register(registry);
        assertThat(registry.scrape())
                .contains(
                        JvmMetrics.MEMORY_USED.prometheus(),
                        JvmMetrics.CPU.prometheus(),
                        JvmMetrics.UPTIME.prometheus(),
                        JvmMetrics.THREADS.prometheus(),
                        "ours 1.0")
                .doesNotContain("jvm_buffer", "jvm_threads_daemon", "system_load", "process_start_time");
    }

    private static void add(Metrics client, String name, String group, Map<String, String> tags, double value) {
        client.addMetric(client.metricName(name, group, "", tags), (Measurable) (config, now) -> value);
    }
}
