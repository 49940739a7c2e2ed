package dev.millrace.features.redis;

import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.EntityKeyCodec;
import dev.millrace.features.api.EntityKeyVersion;
import io.lettuce.core.RedisCredentialsProvider;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis, and how it is used.
 *
 * @param uri one server, {@code redis://host:port/database}; the master that sentinels know,
 *     {@code redis-sentinel://host:port,host:port/database#master}; or a cluster, {@code redis-cluster://host:port,host:port}. With
 *     TLS {@code rediss:}, {@code rediss-sentinel:}, {@code rediss-cluster:}. It may hold {@code user:password@}; better is
 *     {@code login}
 * @param project Feast's project, the suffix of every key; choose none that is a suffix of another, or Feast's teardown of the
 *     shorter one deletes both
 * @param keyVersion how keys are laid out; as every other reader and writer of this Redis has it
 * @param timeout longest wait for a connection and for the answers of one pipelined batch
 * @param keyTtl how long an entity is kept after its last accepted row of any view, whole seconds; null: for ever
 * @param login who this client is; null: as the address says, else nobody
 * @param sentinelLogin who this client is to sentinels that ask; null: nobody
 * @param tls how servers are trusted where the address asks for TLS
 */
public record RedisStoreOptions(
        String uri,
        String project,
        EntityKeyVersion keyVersion,
        Duration timeout,
        @Nullable Duration keyTtl,
        @Nullable RedisLogin login,
        @Nullable RedisLogin sentinelLogin,
        RedisTls tls) {
    public static final String DEFAULT_PROJECT = "millrace";
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    public RedisStoreOptions {
        var unused = RedisAddress.parse(uri);
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

    /** Keys of version 3, without login, and with the JVM's own trust. */
    public RedisStoreOptions(String uri, String project, Duration timeout, @Nullable Duration keyTtl) {
        this(uri, project, EntityKeyVersion.V3, timeout, keyTtl, null, null, RedisTls.DEFAULT);
    }

    public static RedisStoreOptions of(String uri, String project) {
        return new RedisStoreOptions(uri, project, DEFAULT_TIMEOUT, null);
    }

    public RedisStoreOptions withLogin(RedisLogin newLogin) {
        return new RedisStoreOptions(uri, project, keyVersion, timeout, keyTtl, newLogin, sentinelLogin, tls);
    }

    public RedisStoreOptions withTls(RedisTls newTls) {
        return new RedisStoreOptions(uri, project, keyVersion, timeout, keyTtl, login, sentinelLogin, newTls);
    }

    public RedisStoreOptions withKeyVersion(EntityKeyVersion newVersion) {
        return new RedisStoreOptions(uri, project, newVersion, timeout, keyTtl, login, sentinelLogin, tls);
    }

    /** The key of an entity's hash. */
    byte[] key(EntityKey key) {
        return EntityKeyCodec.encode(key, project, keyVersion);
    }

    long keyTtlSeconds() {
        return keyTtl == null ? 0 : keyTtl.toSeconds();
    }

    /** The address with time-out and logins. */
    RedisAddress address() {
        RedisAddress address = RedisAddress.parse(uri);
        address.nodes().forEach(node -> {
            node.setTimeout(timeout);
            node.setVerifyPeer(tls.verify().mode());
            if (login != null) {
                node.setCredentialsProvider(RedisCredentialsProvider.from(login::credentials));
            }
            node.getSentinels().forEach(sentinel -> {
                sentinel.setTimeout(timeout);
                sentinel.setVerifyPeer(tls.verify().mode());
                if (sentinelLogin != null) {
                    sentinel.setCredentialsProvider(RedisCredentialsProvider.from(sentinelLogin::credentials));
                }
            });
        });
        return address;
    }

    /** Without what may be a password in the address. */
    @Override
    public String toString() {
        return "RedisStoreOptions[" + RedisAddress.parse(uri).describe() + ", project " + project + ", timeout "
                + timeout + ", keyTtl " + keyTtl + ", " + login + ", " + tls + "]";
    }
}
