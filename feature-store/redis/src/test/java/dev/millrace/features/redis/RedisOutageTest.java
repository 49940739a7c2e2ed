package dev.millrace.features.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.embedded.FreePorts;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RedisOutageTest {
    private static final Instant T0 = Instant.parse("2024-01-01T00:00:00Z");

    @Test
    void storeOpensWhileRedisIsAwayAndWorksOnceItIsThere(@TempDir Path folder) throws Exception {
        int port = FreePorts.next();
        try (RedisFeatureStore store = RedisFeatureStore.connect("redis://127.0.0.1:" + port, "p")) {
            assertThat(store.reachable()).isFalse();
            assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                    .isThrownBy(() -> store.write(List.of(row(1, 1))))
                    .withMessageContaining("127.0.0.1:" + port);
            try (EmbeddedRedis redis = EmbeddedRedis.start(folder, port)) {
                assertThat(redis.port()).isEqualTo(port);
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(store::reachable);
                assertThat(store.write(List.of(row(1, 1))).written()).isEqualTo(1);
            }
        }
    }

    @Test
    void silentServerIsUnavailableAfterTheTimeOut() throws Exception {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                var store = RedisFeatureStore.connect(new RedisStoreOptions(
                        "redis://127.0.0.1:" + silent.getLocalPort(), "p", Duration.ofMillis(200), null))) {
            assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                    .isThrownBy(() -> store.read(FeatureRefs.of("v", List.of("n")), EntityKey.none()));
        }
    }

    @Test
    void serverThatHangsIsUnavailableAndIsUsedAgainAfterwards(@TempDir Path folder) throws Exception {
        try (RawRedis redis = RawRedis.start(folder);
                var store = RedisFeatureStore.connect(
                        new RedisStoreOptions(redis.uri(), "p", Duration.ofMillis(300), null))) {
            store.write(List.of(row(1, 1)));
            redis.commands().clientPause(1500);
            assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                    .isThrownBy(() -> store.write(List.of(row(1, 2))));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(store::reachable);
            store.write(List.of(row(1, 2)));
            assertThat(read(store, 1).number("n")).hasValue(2);
        }
    }

    /** Writers that retry as their contract says, on a server that is killed twice: every newest row is there in the end. */
    @Test
    void killedRedisLosesNothingAndOlderNeverOverwritesNewer(@TempDir Path folder) throws Exception {
        int entities = 40;
        int versions = 250;
        int port = FreePorts.next();
        EmbeddedRedis redis = EmbeddedRedis.start(folder, port);
        var outages = new AtomicInteger();
        var progress = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(3);
        try (RedisFeatureStore one = RedisFeatureStore.connect(redis.uri(), "p");
                RedisFeatureStore two = RedisFeatureStore.connect(redis.uri(), "p")) {
            List<Future<?>> writers = new ArrayList<>();
            // Two threads share a connection, the third has one of its own; each takes the versions in another order.
            for (int writer = 0; writer < 3; writer++) {
                RedisFeatureStore store = writer == 0 ? one : two;
                int step = List.of(1, 7, 11).get(writer);
                Callable<Void> task = () -> {
                    for (int i = 0; i < versions; i++) {
                        int version = i * step % versions;
                        writeUntilTaken(store, batch(entities, version), outages);
                        progress.incrementAndGet();
                    }
                    return null;
                };
                writers.add(pool.submit(task));
            }
            for (int kill = 1; kill <= 2; kill++) {
                int least = kill * versions;
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> progress.get() > least);
                redis.kill();
                redis = EmbeddedRedis.start(folder, port);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            assertThat(outages.get()).isPositive();
            for (int entity = 0; entity < entities; entity++) {
                FeatureVector vector = read(one, entity);
                assertThat(vector.number("n")).hasValue(versions - 1);
                assertThat(vector.eventTimeOf("v")).isEqualTo(T0.plusSeconds(versions - 1));
            }
        } finally {
            pool.shutdownNow();
            redis.close();
        }
    }

    private static void writeUntilTaken(FeatureStore store, List<FeatureRow> rows, AtomicInteger outages) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    try {
                        store.write(rows);
                        return true;
                    } catch (FeatureStoreUnavailableException e) {
                        outages.incrementAndGet();
                        return false;
                    }
                });
    }

    private static List<FeatureRow> batch(int entities, int version) {
        return IntStream.range(0, entities)
                .mapToObj(entity -> row(entity, version))
                .toList();
    }

    private static FeatureRow row(int entity, int version) {
        return Rows.row("v", EntityKey.of("e", entity), T0.plusSeconds(version), Map.of("n", Values.int64(version)));
    }

    private static FeatureVector read(FeatureStore store, int entity) {
        return store.read(FeatureRefs.of("v", List.of("n")), EntityKey.of("e", entity));
    }
}
