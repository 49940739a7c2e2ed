package dev.millrace.features.redis;

import dev.millrace.embedded.EmbeddedRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;

/** A Redis server and a connection to it beside the store, to see and to write the bytes themselves. */
final class RawRedis implements AutoCloseable {
    private final EmbeddedRedis server;
    private final RedisClient client;
    private final StatefulRedisConnection<byte[], byte[]> connection;

    private RawRedis(EmbeddedRedis server) {
        this.server = server;
        this.client = RedisClient.create(server.uri());
        this.connection = client.connect(ByteArrayCodec.INSTANCE);
    }

    static RawRedis start(Path folder) throws IOException {
        return new RawRedis(EmbeddedRedis.start(folder));
    }

    RedisCommands<byte[], byte[]> commands() {
        return connection.sync();
    }

    String uri() {
        return server.uri();
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public void close() throws InterruptedException {
        client.shutdown();
        server.close();
    }
}
