package dev.millrace.features.serving;

import static dev.millrace.features.api.Rows.row;
import static dev.millrace.features.serving.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.Values;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.grpckit.TlsFiles;
import feast.proto.types.ValueProto.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Redis, our server and Feast's own Java client 0.38.0 with the gRPC and protobuf that it was published with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedClientTest {
    private static final String JARS =
            "jars feast-serving-client-0.38.0.jar grpc-api-1.30.2.jar protobuf-java-3.16.1.jar";

    @TempDir
    Path folder;

    private EmbeddedRedis redis;
    private RedisFeatureStore store;

    @BeforeAll
    void start(@TempDir Path redisFolder) throws Exception {
        redis = EmbeddedRedis.start(redisFolder);
        store = RedisFeatureStore.connect(redis.uri(), Shop.PROJECT);
        store.write(List.of(
                row(
                        "user_stats",
                        EntityKey.of("user_id", "ann"),
                        NOW,
                        Map.of(
                                "clicks",
                                Values.int64(3),
                                "rate",
                                Values.float64(0.5),
                                "note",
                                Value.getDefaultInstance())),
                row(
                        "user_stats",
                        EntityKey.of("user_id", "bob"),
                        NOW.minus(Duration.ofHours(2)),
                        Map.of("clicks", Values.int64(4), "rate", Values.text("much"))),
                row("item_stats", EntityKey.of("item_id", 8), NOW, Map.of("price", Values.float64(4.5)))));
    }

    @AfterAll
    void stop() throws Exception {
        store.close();
        redis.close();
    }

    @Test
    void readsPresentNullMissingExpiredAndMistypedFeatures() throws Exception {
        try (var server = new RunningServer(store, null)) {
            List<String> lines = read(
                    server,
                    null,
                    "user_stats:clicks,user_stats:rate,user_stats:note",
                    "user_id=ann",
                    "user_id=bob",
                    "user_id=nobody");
            assertThat(lines)
                    .containsExactly(
                            JARS,
                            "version 0.38.0",
                            "0 user_stats:clicks PRESENT int64_val: 3",
                            "0 user_stats:rate PRESENT double_val: 0.5",
                            "0 user_stats:note NULL_VALUE",
                            "1 user_stats:clicks OUTSIDE_MAX_AGE int64_val: 4",
                            "1 user_stats:rate NOT_FOUND",
                            "1 user_stats:note NOT_FOUND",
                            "2 user_stats:clicks NOT_FOUND",
                            "2 user_stats:rate NOT_FOUND",
                            "2 user_stats:note NOT_FOUND");
        }
    }

    @Test
    void readsOverTlsWithACertificateOfOurs() throws Exception {
        TestKeys keys = TestKeys.make(folder, "server");
        try (var server = new RunningServer(store, new TlsFiles(keys.certificate(), keys.key(), null))) {
            assertThat(read(
                            server,
                            keys.certificate(),
                            "user_stats:clicks,item_stats:price",
                            "user_id=ann,item_id=8",
                            "user_id=bob,item_id=8L"))
                    .containsExactly(
                            JARS,
                            "version 0.38.0",
                            "0 user_stats:clicks PRESENT int64_val: 3",
                            "0 item_stats:price PRESENT double_val: 4.5",
                            "1 user_stats:clicks OUTSIDE_MAX_AGE int64_val: 4",
                            "1 item_stats:price PRESENT double_val: 4.5");
        }
    }

    @Test
    void isToldWhyARequestIsRefused() throws Exception {
        try (var server = new RunningServer(store, null)) {
            assertThat(read(server, null, "user_stats:clicks", "user_id=7L"))
                    .last()
                    .isEqualTo("INVALID_ARGUMENT entities: 'user_id' is STRING, row 0 gives INT64_VAL");
        }
    }

    private List<String> read(RunningServer server, @Nullable Path ca, String features, String... rows)
            throws Exception {
        return PublishedClient.read(server.port(), ca, folder, features, rows).stream()
                .map(String::strip)
                .toList();
    }
}
