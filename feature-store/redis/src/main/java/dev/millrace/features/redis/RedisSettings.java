package dev.millrace.features.redis;

import dev.millrace.features.api.EntityKeyVersion;
import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link RedisStoreOptions} from a process's settings: the same keys for every process.
 *
 * <pre>
 * key                           default       what it is
 * redis.uri                     required      redis://host:port, redis-sentinel://host:port,host:port#master or
 *                                             redis-cluster://host:port,host:port; rediss…: with TLS
 * redis.project                 millrace      Feast's project
 * redis.key-version             3             Feast's entity_key_serialization_version: 3, or 2 or 1 for Feast before 0.44
 * redis.timeout                 2s            longest wait for a connection and for the answers of a batch
 * redis.key-ttl                 0s            how long an entity is kept after its last accepted row; 0: for ever
 * redis.username                none          user of the access control list
 * redis.password                none          this, or
 * redis.password-file           none          a file whose first line is the password, read at every connection
 * redis.sentinel.username       none          the same for sentinels that ask
 * redis.sentinel.password       none
 * redis.sentinel.password-file  none
 * redis.tls.ca                  the JVM's     PEM file of the authorities that are trusted
 * redis.tls.cert                none          PEM file of this client's certificate, where the server asks for one
 * redis.tls.key                 none          PEM file of its private key (PKCS#8)
 * redis.tls.verify              full          full, ca (host names are not checked) or none
 * </pre>
 */
public final class RedisSettings {
    /** Keys whose last part is not their component's name. */
    private static final Map<String, String> KEYS =
            Map.of("keyTtl", "key-ttl", "passwordFile", "password-file", "login", "password", "certificate", "cert");

    private RedisSettings() {}

    /** {@link SettingException} that names the key and, but for passwords and addresses, the bad value. */
    public static RedisStoreOptions from(Settings settings) {
        Duration keyTtl = settings.duration("redis.key-ttl", Duration.ZERO);
        String uri = settings.text("redis.uri");
        RedisLogin login = login(settings, "redis.");
        RedisLogin sentinelLogin = login(settings, "redis.sentinel.");
        RedisTls tls = tls(settings);
        try {
            return new RedisStoreOptions(
                    uri,
                    settings.text("redis.project", RedisStoreOptions.DEFAULT_PROJECT),
                    EntityKeyVersion.of(settings.integer("redis.key-version", 3, 1, 3)),
                    settings.duration("redis.timeout", RedisStoreOptions.DEFAULT_TIMEOUT),
                    keyTtl.isZero() ? null : keyTtl,
                    login,
                    sentinelLogin,
                    tls);
        } catch (IllegalArgumentException e) {
            throw renamed(e, "redis.");
        }
    }

    /** As {@link #from}; null where no Redis is named at all. */
    public static @Nullable RedisStoreOptions find(Settings settings) {
        return settings.find("redis.uri") == null ? null : from(settings);
    }

    private static @Nullable RedisLogin login(Settings settings, String prefix) {
        String username = settings.find(prefix + "username");
        String password = settings.find(prefix + "password");
        Path file = path(settings, prefix + "password-file");
        if (username == null && password == null && file == null) {
            return null;
        }
        try {
            return new RedisLogin(username, password, file);
        } catch (IllegalArgumentException e) {
            throw renamed(e, prefix);
        }
    }

    private static RedisTls tls(Settings settings) {
        RedisTls.Verify verify;
        try {
            verify = RedisTls.Verify.parse(settings.text("redis.tls.verify", "full"));
        } catch (IllegalArgumentException e) {
            throw new SettingException("redis.tls.verify", String.valueOf(e.getMessage()));
        }
        try {
            return new RedisTls(
                    path(settings, "redis.tls.ca"),
                    path(settings, "redis.tls.cert"),
                    path(settings, "redis.tls.key"),
                    verify);
        } catch (IllegalArgumentException e) {
            throw renamed(e, "redis.tls.");
        }
    }

    private static @Nullable Path path(Settings settings, String key) {
        return settings.find(key) == null ? null : settings.path(key);
    }

    /** A record's message begins with its component's name. */
    private static SettingException renamed(IllegalArgumentException e, String prefix) {
        String message = String.valueOf(e.getMessage());
        int colon = message.indexOf(": ");
        String component = colon < 0 ? "" : message.substring(0, colon);
        return new SettingException(prefix + KEYS.getOrDefault(component, component), message.substring(colon + 2));
    }
}
