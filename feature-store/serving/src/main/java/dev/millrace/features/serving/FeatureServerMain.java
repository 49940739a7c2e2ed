package dev.millrace.features.serving;

import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.decorators.CircuitPolicy;
import dev.millrace.features.decorators.MeteredFeatureStore;
import dev.millrace.features.decorators.MicrometerFeatureStoreMetrics;
import dev.millrace.features.decorators.OnlineFeatures;
import dev.millrace.features.decorators.RedisTimes;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.grpckit.GrpcServer;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.Service;
import dev.millrace.servicekit.SettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feature server as a process; its settings are those of {@link ServingSettings}. */
public final class FeatureServerMain {
    private static final Logger LOG = LoggerFactory.getLogger(FeatureServerMain.class);
    private static final Duration HEALTH_INTERVAL = Duration.ofMillis(500);

    private FeatureServerMain() {}

    public static void main(String[] args) {
        Service.main(args, FeatureServerMain::wire);
    }

    private static void wire(Service service) throws IOException {
        ServingSettings settings = ServingSettings.from(service.settings());
        RedisFeatureStore redis = service.manage(RedisFeatureStore.connect(settings.redis()));
        FeatureStore store = OnlineFeatures.stack(
                MeteredFeatureStore.wrap(redis, new RedisTimes(service.metrics()), Clocks.nanos()),
                CircuitPolicy.DEFAULT,
                null,
                settings.views().timeToLive(),
                new MicrometerFeatureStoreMetrics(service.metrics(), service.clock()),
                service.clock(),
                Clocks.nanos());
        RequestPool pool = service.manage(new RequestPool(settings.threads()));
        var reader = new FeatureReader(store, settings.views(), settings.naming(), settings.maxRows());
        GrpcServer server = service.manage(start(
                settings,
                new ServingService(
                        reader, pool, settings.deadline(), Clocks.nanos(), new MicrometerMetrics(service.metrics()))));
        LOG.info(
                "Feast's serving API on {}:{}, {}",
                settings.host(),
                server.port(),
                settings.tls() == null ? "plaintext" : "TLS");
        if (settings.tls() == null && !InetAddress.getByName(settings.host()).isLoopbackAddress()) {
            LOG.warn("serving.host: '{}' can be reached from elsewhere and there is no TLS", settings.host());
        }
        service.run("serving-health", new HealthWatch(redis::reachable, server::serving, HEALTH_INTERVAL));
        service.readyWhen(redis::reachable);
    }

    private static GrpcServer start(ServingSettings settings, ServingService features) {
        try {
            return GrpcServer.start(settings.host(), settings.port(), settings.tls(), features);
        } catch (IllegalArgumentException e) {
            throw new SettingException("serving.tls.cert", settings.tls() + " cannot be used: " + e.getMessage());
        } catch (IOException e) {
            throw new SettingException(
                    "serving.port", settings.host() + ":" + settings.port() + " cannot be listened on: " + e);
        }
    }
}
