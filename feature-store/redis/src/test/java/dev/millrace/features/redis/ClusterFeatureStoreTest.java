package dev.millrace.features.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.EntityKeyCodec;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreContractTest;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import io.lettuce.core.cluster.SlotHash;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a cluster of three masters, while slots move and a master dies. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterFeatureStoreTest extends FeatureStoreContractTest {
    private static final Instant T0 = Instant.parse("2024-01-01T00:00:00Z");
    private static final FeatureRefs N = FeatureRefs.of("v", List.of("n"));
    private static final int ENTITIES = 300;

    /** What a client of a cluster needs besides, to learn its layout. */
    private static final String CLUSTER_RIGHTS = "+cluster|nodes";

    private final AtomicInteger projects = new AtomicInteger();
    private RedisCluster cluster;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        cluster = RedisCluster.start(folder);
    }

    @AfterAll
    void stop() throws InterruptedException {
        cluster.close();
    }

    @Override
    protected FeatureStore open() {
        return RedisFeatureStore.connect(cluster.uri(), "project-" + projects.incrementAndGet() + "-test");
    }

    @Test
    void rowsLieOnAllMasters() {
        try (var store = RedisFeatureStore.connect(cluster.uri(), "spread")) {
            long before = keysOn(0);
            assertThat(store.write(batch(1)).written()).isEqualTo(ENTITIES);
            assertThat(keysOn(0) - before).isBetween(1L, ENTITIES - 1L);
            assertThat(read(store)).containsOnly(1.0);
        }
    }

    private long keysOn(int master) {
        return cluster.node(master).dbsize();
    }

    @Test
    void slotThatMovedIsFollowed() {
        EntityKey key = EntityKey.of("e", 7);
        int slot = SlotHash.getSlot(EntityKeyCodec.encode(key, "moving"));
        int from = slot * RedisCluster.MASTERS / RedisCluster.SLOTS;
        int to = (from + 1) % RedisCluster.MASTERS;
        try (var store = RedisFeatureStore.connect(cluster.uri(), "moving")) {
            store.write(batch(1));
            cluster.moveSlot(slot, from, to);
            assertThat(store.read(N, key).number("n")).hasValue(1);
            assertThat(store.write(batch(2)).written()).isEqualTo(ENTITIES);
            assertThat(store.write(batch(1)).stale()).isEqualTo(ENTITIES);
            assertThat(read(store)).containsOnly(2.0);
        } finally {
            cluster.moveSlot(slot, to, from);
        }
    }

    @Test
    void leastRightsAreEnough() {
        cluster.addUser("writer", "on >secret ~*rights resetchannels " + RedisLoginTest.WRITER + " " + CLUSTER_RIGHTS);
        var options = RedisStoreOptions.of(cluster.uri(), "rights").withLogin(RedisLogin.of("writer", "secret"));
        try (var store = RedisFeatureStore.connect(options)) {
            // A node's connection that is lost is an unavailable store for one call, and no lack of rights.
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> taken(store, batch(1)));
            assertThat(store.write(batch(2)).written()).isEqualTo(ENTITIES);
            assertThat(read(store)).containsOnly(2.0);
        }
    }

    @Test
    void masterThatDiesIsReplacedByItsReplica(@TempDir Path folder) throws Exception {
        try (var other = RedisCluster.start(folder)) {
            other.addReplicaOf(0);
            try (var store = RedisFeatureStore.connect(other.uri(), "failover")) {
                store.write(batch(1));
                other.kill(0);
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> taken(store, batch(2)));
                assertThat(read(store)).containsOnly(2.0);
            }
        }
    }

    static boolean taken(FeatureStore store, List<FeatureRow> rows) {
        try {
            store.write(rows);
            return true;
        } catch (FeatureStoreUnavailableException e) {
            return false;
        }
    }

    static List<FeatureRow> batch(int version) {
        return IntStream.range(0, ENTITIES)
                .mapToObj(entity -> Rows.row(
                        "v", EntityKey.of("e", entity), T0.plusSeconds(version), Map.of("n", Values.int64(version))))
                .toList();
    }

    static List<Double> read(FeatureStore store) {
        List<EntityKey> keys = IntStream.range(0, ENTITIES)
                .mapToObj(entity -> EntityKey.of("e", entity))
                .toList();
        return store.read(N, keys).stream()
                .map((FeatureVector vector) -> vector.number("n").orElse(Double.NaN))
                .toList();
    }
}
