package dev.millrace.features.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.embedded.FreePorts;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A master, its replica and a sentinel: whoever is the master is written to. */
@Timeout(120)
class SentinelFeatureStoreTest {
    private EmbeddedRedis master;
    private EmbeddedRedis replica;
    private EmbeddedRedis sentinel;
    private RedisClient client;
    private String uri;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        master = EmbeddedRedis.start(folder.resolve("master"));
        replica = EmbeddedRedis.start(
                folder.resolve("replica"),
                FreePorts.next(),
                List.of("--replicaof", "127.0.0.1 " + master.port(), "--repl-diskless-sync-delay", "0"));
        sentinel = EmbeddedRedis.startSentinel(
                folder.resolve("sentinel"),
                FreePorts.next(),
                List.of(
                        "sentinel monitor features 127.0.0.1 " + master.port() + " 1",
                        "sentinel down-after-milliseconds features 500",
                        "sentinel failover-timeout features 3000"));
        uri = "redis-sentinel://127.0.0.1:" + sentinel.port() + "#features";
        client = RedisClient.create();
        awaitInfo(replica, "master_link_status:up");
        awaitInfo(sentinel, "slaves=1");
    }

    @AfterEach
    void stop() throws InterruptedException {
        client.shutdown();
        sentinel.close();
        replica.close();
        master.close();
    }

    @Test
    void writesGoOnAtTheReplicaOnceTheMasterIsDead() throws Exception {
        try (var store = RedisFeatureStore.connect(uri, "p")) {
            store.write(ClusterFeatureStoreTest.batch(1));
            master.kill();
            awaitTaken(store, 2);
            assertThat(ClusterFeatureStoreTest.read(store)).containsOnly(2.0);
            awaitInfo(replica, "role:master");
        }
    }

    /** The old master lives on as a replica, so the connection to it stays open: only its refusal tells. */
    @Test
    void masterThatStepsDownIsLeft() {
        try (var store = RedisFeatureStore.connect(uri, "p")) {
            store.write(ClusterFeatureStoreTest.batch(1));
            try (var admin = client.connectSentinel(RedisURI.create("127.0.0.1", sentinel.port()))) {
                admin.sync().failover("features");
            }
            awaitInfo(replica, "role:master");
            awaitInfo(master, "role:slave");
            awaitTaken(store, 2);
            assertThat(ClusterFeatureStoreTest.read(store)).containsOnly(2.0);
            try (var direct = RedisFeatureStore.connect(replica.uri(), "p")) {
                assertThat(ClusterFeatureStoreTest.read(direct)).containsOnly(2.0);
            }
        }
    }

    private static void awaitTaken(RedisFeatureStore store, int version) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> ClusterFeatureStoreTest.taken(store, ClusterFeatureStoreTest.batch(version)));
    }

    private void awaitInfo(EmbeddedRedis server, String text) {
        try (var connection = client.connect(RedisURI.create(server.uri()))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> connection.sync().info().contains(text));
        }
    }
}
