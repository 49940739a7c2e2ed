package dev.millrace.features.materializer;

import dev.millrace.features.redis.RedisSettings;
import dev.millrace.features.redis.RedisStoreOptions;
import dev.millrace.servicekit.Settings;
import java.time.Duration;

/**
 * Settings of the materializer.
 *
 * @param redis {@code redis.*}, see {@link RedisSettings}
 * @param batch {@code materializer.batch} (500): most rows of one write to Redis
 * @param backoff {@code materializer.retry-first} (100ms) and {@code materializer.retry-max} (5s): waits while Redis is away
 */
record MaterializerSettings(RedisStoreOptions redis, int batch, Backoff backoff) {
    private static final int MAX_BATCH = 10_000;

    static MaterializerSettings from(Settings settings) {
        return new MaterializerSettings(
                RedisSettings.from(settings),
                settings.integer("materializer.batch", 500, 1, MAX_BATCH),
                new Backoff(
                        settings.duration("materializer.retry-first", Duration.ofMillis(100)),
                        settings.duration("materializer.retry-max", Duration.ofSeconds(5))));
    }
}
