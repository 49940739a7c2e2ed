package dev.millrace.features.materializer;

import dev.millrace.features.redis.RedisStoreOptions;
import dev.millrace.servicekit.Settings;
import java.time.Duration;

/**
 * Settings of the materializer.
 *
 * @param redis {@code redis.uri} (required), {@code redis.project} (millrace), {@code redis.timeout} (2s), {@code redis.key-ttl}
 *     (0s: entities are kept for ever)
 * @param batch {@code materializer.batch} (500): most rows of one write to Redis
 * @param backoff {@code materializer.retry-first} (100ms) and {@code materializer.retry-max} (5s): waits while Redis is away
 */
record MaterializerSettings(RedisStoreOptions redis, int batch, Backoff backoff) {
    private static final int MAX_BATCH = 10_000;

    static MaterializerSettings from(Settings settings) {
        Duration keyTtl = settings.duration("redis.key-ttl", Duration.ZERO);
        return new MaterializerSettings(
                new RedisStoreOptions(
                        settings.text("redis.uri"),
                        settings.text("redis.project", RedisStoreOptions.DEFAULT_PROJECT),
                        settings.duration("redis.timeout", RedisStoreOptions.DEFAULT_TIMEOUT),
                        keyTtl.isZero() ? null : keyTtl),
                settings.integer("materializer.batch", 500, 1, MAX_BATCH),
                new Backoff(
                        settings.duration("materializer.retry-first", Duration.ofMillis(100)),
                        settings.duration("materializer.retry-max", Duration.ofSeconds(5))));
    }
}
