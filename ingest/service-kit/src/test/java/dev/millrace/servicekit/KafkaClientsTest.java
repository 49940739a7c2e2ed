package dev.millrace.servicekit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
    private static final String REPORTERS = CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG;

    @Test
    void noClientSetsUpMetricReportersUnlessTheConfigurationFileAsksForThem() {
        var silent = KafkaClients.of("127.0.0.1:1", Map.of());
        assertThat(silent.producerConfig()).containsEntry(REPORTERS, "");
        assertThat(silent.consumerConfig()).containsEntry(REPORTERS, "");

        String jmx = "org.apache.kafka.common.metrics.JmxReporter";
        var asked = KafkaClients.of("127.0.0.1:1", Map.of(REPORTERS, jmx));
        assertThat(asked.producerConfig()).containsEntry(REPORTERS, jmx);
        assertThat(asked.consumerConfig()).containsEntry(REPORTERS, jmx);
    }
}
