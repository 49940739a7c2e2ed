package dev.millrace.features.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis, and how it is used.
 *
 * @param uri such as {@code redis://127.0.0.1:6379} or {@code rediss://user:password@host:6380/0}
 * @param project Feast's project, the suffix of every key; choose none that is a suffix of another, or Feast's teardown of the
 *     shorter one deletes both
 * @param timeout longest wait for a connection and for the answers of one pipelined batch
 * @param keyTtl how long an entity is kept after its last accepted row of any view, whole seconds; null: for ever
 */
public record RedisStoreOptions(String uri, String project, Duration timeout, @Nullable Duration keyTtl) {
    public static final String DEFAULT_PROJECT = "millrace";
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    public RedisStoreOptions {
        requireRedisUri(uri);
        if (project.isBlank()) {
            throw new IllegalArgumentException("project: '" + project + "' is blank");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout + " is not positive");
        }
        if (keyTtl != null && keyTtl.toSeconds() < 1) {
            throw new IllegalArgumentException("keyTtl: " + keyTtl + " is less than a second");
        }
    }

    /** The URI may hold a password, so the message does not repeat it. */
    private static void requireRedisUri(String uri) {
        try {
            var unused = RedisURI.create(uri);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("uri: not of the form redis://host:port", e);
        }
    }

    public static RedisStoreOptions of(String uri, String project) {
        return new RedisStoreOptions(uri, project, DEFAULT_TIMEOUT, null);
    }

    long keyTtlSeconds() {
        return keyTtl == null ? 0 : keyTtl.toSeconds();
    }
}
