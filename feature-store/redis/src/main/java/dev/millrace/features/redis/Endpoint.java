package dev.millrace.features.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;

/** What a connection is opened to: a server, the master that sentinels know at that moment, or a cluster. */
interface Endpoint extends AutoCloseable {
    /** Finds the master, or the cluster's layout, and connects; {@link RedisException} where that fails. */
    StatefulConnection<byte[], byte[]> connect();

    @Override
    void close();

    static Endpoint of(RedisStoreOptions options, ClientResources resources) {
        return options.address().cluster() ? cluster(options, resources) : server(options, resources);
    }

    private static Endpoint server(RedisStoreOptions options, ClientResources resources) {
        RedisClient client =
                RedisClient.create(resources, options.address().nodes().get(0));
        client.setOptions(configure(ClientOptions.builder(), options).build());
        return new Endpoint() {
            @Override
            public StatefulConnection<byte[], byte[]> connect() {
                return client.connect(ByteArrayCodec.INSTANCE);
            }

            @Override
            public void close() {
                client.shutdown(Duration.ZERO, RedisConnector.SHUTDOWN);
            }
        };
    }

    private static Endpoint cluster(RedisStoreOptions options, ClientResources resources) {
        RedisClusterClient client =
                RedisClusterClient.create(resources, options.address().nodes());
        ClusterClientOptions.Builder builder = ClusterClientOptions.builder();
        configure(builder, options);
        client.setOptions(builder.build()); // Lettuce looks at the layout again wherever a node sends it elsewhere
        return new Endpoint() {
            @Override
            public StatefulConnection<byte[], byte[]> connect() {
                client.refreshPartitions(); // who is the master of what may be why there is no connection any more
                return client.connect(ByteArrayCodec.INSTANCE);
            }

            @Override
            public void close() {
                client.shutdown(Duration.ZERO, RedisConnector.SHUTDOWN);
            }
        };
    }

    private static ClientOptions.Builder configure(ClientOptions.Builder builder, RedisStoreOptions options) {
        return builder.autoReconnect(false)
                // Pipeline waits by itself. Lettuce's own timer would keep every command and its vector until the
                // time-out.
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .sslOptions(options.tls().options())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(options.timeout())
                        .keepAlive(true)
                        .build());
    }
}
