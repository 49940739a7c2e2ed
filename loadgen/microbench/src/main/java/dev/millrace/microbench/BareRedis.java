package dev.millrace.microbench;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Lettuce as it comes, pipelined over one connection, with answers that nobody looks at. */
final class BareRedis implements AutoCloseable {
    private final RedisClient client;
    private final StatefulRedisConnection<byte[], byte[]> connection;

    BareRedis(String uri) {
        client = RedisClient.create(uri);
        // As in the store: else its timers keep every command, and the collector is what is measured.
        client.setOptions(ClientOptions.builder()
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .build());
        connection = client.connect(ByteArrayCodec.INSTANCE);
        connection.setAutoFlushCommands(false);
    }

    void read(List<byte[]> keys, byte[][] fields) {
        List<CompletableFuture<?>> replies = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            replies.add(connection.async().hmget(key, fields).toCompletableFuture());
        }
        await(replies);
    }

    void write(List<byte[]> keys, Map<byte[], byte[]> fields) {
        List<CompletableFuture<?>> replies = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            replies.add(connection.async().hset(key, fields).toCompletableFuture());
        }
        await(replies);
    }

    private void await(List<CompletableFuture<?>> replies) {
        connection.flushCommands();
        CompletableFuture.allOf(replies.toArray(CompletableFuture<?>[]::new)).join();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
