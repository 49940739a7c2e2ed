package dev.millrace.features.redis;

import dev.millrace.features.api.FeatureStoreUnavailableException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to Redis, opened at first use and again after a loss. All threads share it.
 *
 * <p>Lettuce's own reconnection is off: it would hold commands back and replay them, while here a loss must fail every command in
 * flight at once, so that the caller, who knows whether to retry, decides. The next call connects anew.
 */
final class RedisConnector implements AutoCloseable {
    private static final int THREADS = 2; // Lettuce's least; one connection needs no more

    private final RedisURI uri;
    private final ClientResources resources;
    private final RedisClient client;
    private volatile @Nullable StatefulConnection<byte[], byte[]> connection;

    RedisConnector(RedisStoreOptions options) {
        uri = RedisURI.create(options.uri());
        uri.setTimeout(options.timeout());
        resources = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .build();
        client = RedisClient.create(resources, uri);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(options.timeout())
                        .keepAlive(true)
                        .build())
                .build());
    }

    StatefulConnection<byte[], byte[]> get() {
        var current = connection;
        return current != null && current.isOpen() ? current : connect();
    }

    private synchronized StatefulConnection<byte[], byte[]> connect() {
        var current = connection;
        if (current != null) {
            if (current.isOpen()) {
                return current;
            }
            drop(current);
        }
        try {
            var fresh = client.connect(ByteArrayCodec.INSTANCE);
            connection = fresh;
            return fresh;
        } catch (RedisException e) {
            throw new FeatureStoreUnavailableException(
                    "cannot connect to Redis at " + uri.getHost() + ":" + uri.getPort(), e);
        }
    }

    /** Gives a connection up that no longer answers; the commands in flight on it fail. */
    synchronized void drop(StatefulConnection<byte[], byte[]> broken) {
        if (broken == connection) {
            connection = null;
        }
        broken.close();
    }

    @Override
    public synchronized void close() {
        var current = connection;
        if (current != null) {
            drop(current);
        }
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
