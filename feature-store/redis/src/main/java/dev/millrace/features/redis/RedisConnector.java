package dev.millrace.features.redis;

import dev.millrace.features.api.FeatureStoreUnavailableException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to Redis (in a cluster one to each node), opened at first use and again after a loss. All threads share it.
 *
 * <p>Lettuce's own reconnection is off: it would hold commands back and replay them, while here a loss must fail every command in
 * flight at once, so that the caller, who knows whether to retry, decides. The next call connects anew, and asks the sentinels or
 * the cluster anew who the master is.
 */
final class RedisConnector implements AutoCloseable {
    static final Duration SHUTDOWN = Duration.ofSeconds(2);
    private static final int THREADS = 2; // Lettuce's least; one connection needs no more

    private final ClientResources resources;
    private final Endpoint endpoint;
    private final String address;
    private volatile @Nullable StatefulConnection<byte[], byte[]> connection;

    RedisConnector(RedisStoreOptions options) {
        resources = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
        endpoint = Endpoint.of(options, resources);
        address = options.address().describe();
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
            var fresh = endpoint.connect();
            connection = fresh;
            return fresh;
        } catch (RedisException | CompletionException e) { // the latter: no credentials
            throw new FeatureStoreUnavailableException("cannot connect to Redis at " + address + ": " + rootOf(e), e);
        }
    }

    /** The reason in words: connection refused, WRONGPASS, no trusted certificate. Redis repeats no password. */
    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** Gives a connection up that no longer answers; the commands in flight on it fail. */
    synchronized void drop(StatefulConnection<byte[], byte[]> broken) {
        if (broken == connection) { // else another caller was first
            connection = null;
            broken.close();
        }
    }

    @Override
    public synchronized void close() {
        var current = connection;
        if (current != null) {
            drop(current);
        }
        endpoint.close();
        resources.shutdown(0, SHUTDOWN.toSeconds(), TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
