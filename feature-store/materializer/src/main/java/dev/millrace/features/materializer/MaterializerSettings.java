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
 * @param linger {@code materializer.linger} (50ms): how long the broker gathers rows for one write; no row is longer in the topic than
 *     that, while all is well, before it is read
 * @param commitInterval {@code materializer.commit-interval} (500ms): shortest time between two commits of a log that has more rows
 * @param backoff {@code materializer.retry-first} (100ms) and {@code materializer.retry-max} (5s): waits while Redis is away
 */
record MaterializerSettings(
        RedisStoreOptions redis, int batch, Duration linger, Duration commitInterval, Backoff backoff) {
    private static final int MAX_BATCH = 10_000;

    /** A fetch must end well before its request times out. */
    private static final Duration MAX_LINGER = Duration.ofSeconds(5);

    MaterializerSettings {
        if (linger.isNegative() || linger.compareTo(MAX_LINGER) > 0) {
            throw new IllegalArgumentException("materializer.linger: " + linger + " is not from 0s to " + MAX_LINGER);
        }
        if (commitInterval.isNegative()) {
            throw new IllegalArgumentException("materializer.commit-interval: " + commitInterval + " is negative");
        }
    }

    static MaterializerSettings from(Settings settings) {
        return new MaterializerSettings(
                RedisSettings.from(settings),
                settings.integer("materializer.batch", 500, 1, MAX_BATCH),
                settings.duration("materializer.linger", Duration.ofMillis(50)),
                settings.duration("materializer.commit-interval", Duration.ofMillis(500)),
                new Backoff(
                        settings.duration("materializer.retry-first", Duration.ofMillis(100)),
                        settings.duration("materializer.retry-max", Duration.ofSeconds(5))));
    }
}
