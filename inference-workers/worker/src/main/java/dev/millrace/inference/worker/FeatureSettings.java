package dev.millrace.inference.worker;

import dev.millrace.features.decorators.CachePolicy;
import dev.millrace.features.feast.FeastOptions;
import dev.millrace.features.redis.RedisSettings;
import dev.millrace.features.redis.RedisStoreOptions;
import dev.millrace.inference.worker.features.FeaturePolicy;
import dev.millrace.inference.worker.features.FeaturePolicy.Action;
import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where features are read, and what is done about missing ones.
 *
 * @param redis {@code redis.*}, see {@link RedisSettings}; null where {@code features.source} is not {@code redis}, or there is no
 *     {@code redis.uri}
 * @param feast {@code feast.host} (127.0.0.1), {@code feast.port} (6566), {@code feast.timeout} (2s), {@code feast.tls} (false),
 *     {@code feast.tls.ca} (PEM file; the JVM's authorities); null where {@code features.source} is not {@code feast}
 * @param policy {@code features.missing} and {@code features.stale} (default, mark or refuse; mark), {@code features.default} (0)
 * @param cache {@code features.cache.views} (names with commas; none), {@code features.cache.ttl} (1s), {@code features.cache.max}
 *     (100000 entities); null: nothing is kept
 */
record FeatureSettings(
        @Nullable RedisStoreOptions redis,
        @Nullable FeastOptions feast,
        FeaturePolicy policy,
        @Nullable CachePolicy cache) {
    private static final String SOURCE = "features.source";
    private static final String REDIS = "redis";
    private static final String FEAST = "feast";

    static FeatureSettings from(Settings settings) {
        String source = settings.text(SOURCE, REDIS);
        StreamKeys.requireOneOf(SOURCE, source, List.of(REDIS, FEAST));
        return new FeatureSettings(
                source.equals(REDIS) ? RedisSettings.find(settings) : null,
                source.equals(FEAST) ? feast(settings) : null,
                new FeaturePolicy(action(settings, "features.missing"), action(settings, "features.stale"), (float)
                        settings.number("features.default", 0, -Float.MAX_VALUE, Float.MAX_VALUE)),
                cache(settings));
    }

    /** Whether there is a feature store at all. */
    boolean given() {
        return redis != null || feast != null;
    }

    private static FeastOptions feast(Settings settings) {
        try {
            return new FeastOptions(
                    settings.text("feast.host", "127.0.0.1"),
                    settings.integer("feast.port", FeastOptions.DEFAULT_PORT, 1, 65535),
                    settings.duration("feast.timeout", FeastOptions.DEFAULT_TIMEOUT),
                    settings.text("feast.tls", "false").equals("true"),
                    settings.find("feast.tls.ca") == null ? null : settings.path("feast.tls.ca"));
        } catch (IllegalArgumentException e) {
            throw new SettingException("feast.*", String.valueOf(e.getMessage()));
        }
    }

    private static Action action(Settings settings, String key) {
        String text = settings.text(key, "mark");
        StreamKeys.requireOneOf(key, text, List.of("default", "mark", "refuse"));
        return Action.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static @Nullable CachePolicy cache(Settings settings) {
        Set<String> views = Arrays.stream(
                        settings.text("features.cache.views", "").split(","))
                .map(String::trim)
                .filter(view -> !view.isEmpty())
                .collect(Collectors.toSet());
        Duration ttl = settings.duration("features.cache.ttl", Duration.ofSeconds(1));
        StreamKeys.requirePositive("features.cache.ttl", ttl);
        int max = settings.integer("features.cache.max", 100_000, 1, Integer.MAX_VALUE);
        return views.isEmpty() ? null : new CachePolicy(views, ttl, max);
    }
}
