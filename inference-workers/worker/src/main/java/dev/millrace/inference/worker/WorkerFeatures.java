package dev.millrace.inference.worker;

import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.decorators.CircuitPolicy;
import dev.millrace.features.decorators.MeteredFeatureStore;
import dev.millrace.features.decorators.MicrometerFeatureStoreMetrics;
import dev.millrace.features.decorators.OnlineFeatures;
import dev.millrace.features.decorators.RedisTimes;
import dev.millrace.features.feast.FeastFeatureStore;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.features.views.FeatureViews;
import dev.millrace.features.views.FeatureViewsSetting;
import dev.millrace.inference.worker.features.FeatureLookup;
import dev.millrace.inference.worker.features.MicrometerFeatureAges;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.Service;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The feature store of this process, opened when something first asks for it: most models want no features, and their workers
 * start faster without. Safe for use by several threads.
 */
final class WorkerFeatures implements Supplier<FeatureLookup>, AutoCloseable {
    private final Service service;
    private final FeatureSettings settings;
    private @Nullable FeatureLookup opened;

    WorkerFeatures(Service service, FeatureSettings settings) {
        this.service = service;
        this.settings = settings;
    }

    @Override
    public synchronized FeatureLookup get() {
        if (opened == null) {
            FeatureViews views = FeatureViewsSetting.from(service.settings());
            FeatureStore store = OnlineFeatures.stack(
                    source(),
                    CircuitPolicy.DEFAULT,
                    settings.cache(),
                    views.timeToLive(),
                    new MicrometerFeatureStoreMetrics(service.metrics(), service.clock()),
                    service.clock(),
                    Clocks.nanos());
            opened = new FeatureLookup(
                    views, store, settings.policy(), new MicrometerFeatureAges(service.metrics(), service.clock()));
        }
        return opened;
    }

    private FeatureStore source() {
        return settings.feast() == null
                ? MeteredFeatureStore.wrap(
                        RedisFeatureStore.connect(Objects.requireNonNull(settings.redis())),
                        new RedisTimes(service.metrics()),
                        Clocks.nanos())
                : FeastFeatureStore.connect(settings.feast());
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.store().close();
        }
    }
}
