package dev.millrace.features.serving;

import dev.millrace.features.redis.RedisSettings;
import dev.millrace.features.redis.RedisStoreOptions;
import dev.millrace.features.views.FeatureViews;
import dev.millrace.features.views.FeatureViewsSetting;
import dev.millrace.grpckit.TlsFiles;
import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the feature server.
 *
 * @param redis {@code redis.*}, see {@link RedisSettings}
 * @param views {@code features.definitions}, see {@link FeatureViewsSetting}; read once
 * @param host {@code serving.host} (127.0.0.1)
 * @param port {@code serving.port} (6566, Feast's); 0 takes a free one
 * @param tls {@code serving.tls.cert}, {@code serving.tls.key} (none: plaintext), {@code serving.tls.client-ca} (none: clients need
 *     no certificate)
 * @param naming {@code serving.feature-names} (reference): what answers call features, {@code reference} or {@code feature}
 * @param maxRows {@code serving.max-rows} (1000): most entities of a request
 * @param threads {@code serving.threads} (8): most requests that wait for Redis at a time
 * @param deadline {@code serving.deadline} (2s): longest that a request may take, where its client asks for no less
 */
record ServingSettings(
        RedisStoreOptions redis,
        FeatureViews views,
        String host,
        int port,
        @Nullable TlsFiles tls,
        Naming naming,
        int maxRows,
        int threads,
        Duration deadline) {
    static final int FEAST_PORT = 6566;

    ServingSettings {
        if (maxRows < 1) {
            throw new SettingException("serving.max-rows", "'" + maxRows + "' is less than 1");
        }
        if (threads < 1) {
            throw new SettingException("serving.threads", "'" + threads + "' is less than 1");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new SettingException("serving.deadline", "'" + deadline + "' is not positive");
        }
    }

    static ServingSettings from(Settings settings) {
        return new ServingSettings(
                RedisSettings.from(settings),
                FeatureViewsSetting.from(settings),
                settings.text("serving.host", "127.0.0.1"),
                settings.integer("serving.port", FEAST_PORT, 0, 65535),
                TlsFiles.from(settings, "serving.tls"),
                naming(settings.text("serving.feature-names", "reference")),
                settings.integer("serving.max-rows", 1000, 1, 100_000),
                settings.integer("serving.threads", 8, 1, 1000),
                settings.duration("serving.deadline", Duration.ofSeconds(2)));
    }

    private static Naming naming(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "reference" -> Naming.REFERENCE;
            case "feature" -> Naming.FEATURE;
            default ->
                throw new SettingException(
                        "serving.feature-names",
                        "'" + value + "' is neither reference (view:feature) nor feature (as Go and Python)");
        };
    }
}
