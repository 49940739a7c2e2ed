package dev.millrace.features.materializer;

import dev.millrace.features.history.HistoryCompactor;
import dev.millrace.features.history.HistoryWriter;
import dev.millrace.features.views.FeatureViews;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.Service;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The history beside the online store: a consumer group and two threads of its own. */
final class HistoryWiring {
    static final String GROUP = "feature-history";

    private static final int FETCH_BYTES = 4 * 1024 * 1024;

    /** Files are written every few seconds at best, so the broker may gather rows meanwhile. */
    private static final int GATHER_MILLIS = 500;

    private HistoryWiring() {}

    /** Does nothing where {@code history.dir} is not set. */
    static void wire(Service service, FeatureViews views, FeatureRowReader reader, Backoff backoff) {
        HistorySettings settings = HistorySettings.from(service.settings());
        if (settings == null) {
            return;
        }
        var metrics = new HistoryMetrics(service.metrics());
        var compactor = new HistoryCompactor(settings.folder(), views, settings.compactionLimits(), service.clock());
        service.run(
                GROUP,
                new HistoryAgent(
                        service.kafka()
                                .groupConsumer(
                                        GROUP,
                                        Map.of(
                                                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                                                FETCH_BYTES,
                                                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                                                FETCH_BYTES / 8,
                                                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                                GATHER_MILLIS,
                                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                                "read_committed")),
                        reader,
                        () -> HistoryWriter.open(settings.folder(), views, settings.limits()),
                        settings.flush(),
                        metrics,
                        new MaterializerAgent.Times(service.clock(), Clocks.nanos(), backoff)));
        if (!settings.compaction().interval().isZero()) {
            var stopping = new AtomicBoolean();
            service.run(
                    "history-compaction",
                    new CompactionAgent(
                            compactor,
                            settings.compaction(),
                            metrics,
                            new CompactionAgent.Times(
                                    Clocks.nanos(), time -> LockSupport.parkNanos(time.toNanos()), stopping::get)));
            service.manage(() -> stopping.set(true)); // closed first
        }
    }
}
