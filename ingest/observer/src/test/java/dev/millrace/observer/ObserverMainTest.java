package dev.millrace.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.servicekit.ServiceProcess;
import dev.millrace.telemetry.catalog.JvmMetrics;
import dev.millrace.telemetry.catalog.KafkaMetrics;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The observer as a process. */
class ObserverMainTest {
    private static final int MB = 96;

    @TempDir
    private Path folder;

    @Test
    void whatItSeesIsInItsMetrics() throws Exception {
        try (var broker = Broker.start(folder)) {
            broker.create("orders", 2);
            broker.send("orders", 1, 12);
            broker.commit("shop", "orders", 1, 2);
            var settings = Map.of("kafka.bootstrap", broker.bootstrap(), "observer.period", "200ms");
            try (var process = ServiceProcess.start(ObserverMain.class, "observer", folder, MB, settings)) {
                process.awaitReady();
                String lag =
                        ObserverMetrics.LAG_RECORDS.prometheus() + "{group=\"shop\",partition=\"1\",topic=\"orders\"}";
                await().atMost(Duration.ofSeconds(20)).until(() -> process.metric(lag) == 10);
                assertThat(process.metric(ObserverMetrics.BLIND.prometheus())).isZero();
                assertThat(process.metric(JvmMetrics.UPTIME.prometheus())).isPositive();
                assertThat(process.metric(KafkaMetrics.CONSUMER_RECORDS.prometheus()))
                        .as("its own client's")
                        .isNotNegative();
                assertThat(process.stop()).isEqualTo(ServiceProcess.TERMINATED);
                assertThat(process.log()).doesNotContain("did not close cleanly");
            }
        }
    }
}
