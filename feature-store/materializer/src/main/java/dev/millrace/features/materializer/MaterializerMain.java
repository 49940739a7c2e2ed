package dev.millrace.features.materializer;

import dev.millrace.features.decorators.MeteredFeatureStore;
import dev.millrace.features.decorators.RedisTimes;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.features.views.FeatureViews;
import dev.millrace.features.views.FeatureViewsSetting;
import dev.millrace.features.views.RowCheck;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Service;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The materializer as a process; its settings are those of {@link MaterializerSettings}, {@link FeatureViewsSetting} and
 * {@link HistorySettings}.
 */
public final class MaterializerMain {
    static final String GROUP = "materializer";

    /** Bounds what a fetch may bring into a small heap; a larger record still comes, alone. */
    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    /** More is not worth waiting for: some hundreds of rows, about a write to Redis. */
    private static final int GATHERED_BYTES = 64 * 1024;

    private MaterializerMain() {}

    public static void main(String[] args) {
        Service.main(args, MaterializerMain::wire);
    }

    private static void wire(Service service) {
        MaterializerSettings settings = MaterializerSettings.from(service.settings());
        FeatureViews views = FeatureViewsSetting.from(service.settings());
        var reader = new FeatureRowReader(new RowCheck(views));
        KafkaClients kafka = service.kafka();
        RedisFeatureStore store = service.manage(RedisFeatureStore.connect(settings.redis()));
        var agent = new MaterializerAgent(
                kafka.groupConsumer(GROUP, consumer(settings)),
                service.manage(kafka.producer(Map.of())),
                reader,
                MeteredFeatureStore.wrap(store, new RedisTimes(service.metrics()), Clocks.nanos()),
                new MicrometerMetrics(service.metrics(), service.clock()),
                new MaterializerAgent.Times(service.clock(), Clocks.nanos(), settings.backoff()),
                settings.commitInterval());
        service.run(GROUP, agent);
        HistoryWiring.wire(service, views, reader, settings.backoff());
        service.readyWhen(agent::assigned);
        service.readyWhen(store::reachable);
    }

    private static Map<String, Object> consumer(MaterializerSettings settings) {
        return Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                settings.batch(),
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCH_BYTES,
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                settings.linger().isZero() ? 1 : GATHERED_BYTES,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                (int) Math.max(1, settings.linger().toMillis()),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
    }
}
