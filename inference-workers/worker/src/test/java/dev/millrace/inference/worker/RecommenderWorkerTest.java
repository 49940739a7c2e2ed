package dev.millrace.inference.worker;

import static dev.millrace.inference.worker.TestPlatform.RECOMMENDER;
import static dev.millrace.inference.worker.TestPlatform.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.millrace.contracts.CatalogItem;
import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.servicekit.ServiceProcess;
import feast.proto.types.ValueProto.DoubleList;
import feast.proto.types.ValueProto.StringList;
import feast.proto.types.ValueProto.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recommender worker as a process. */
class RecommenderWorkerTest {
    private TestPlatform platform;
    private EmbeddedRedis redis;
    private Path folder;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        platform = TestPlatform.start(folder);
        redis = EmbeddedRedis.start(folder.resolve("redis"));
    }

    @AfterEach
    void stop() throws Exception {
        platform.close();
        redis.close();
    }

    private ServiceProcess worker() throws Exception {
        return platform.worker(RECOMMENDER, Map.of("redis.uri", redis.uri(), "popularity.ttl", "50ms"));
    }

    @Test
    void aModelRanksAndLeavesOutWhatWasSeenOrRemoved() throws Exception {
        platform.publish(RECOMMENDER, TinyModels.recommender(50, 5));
        catalog("i1", true);
        catalog("i3", false);
        catalog("i4", true);
        catalog("i4", false);
        catalog("i4", true);
        catalog("i5", false);
        catalog("i5", true);
        platform.send(user("u1", "r1", 3, new String[] {"i7"}, "i7"));
        platform.send(user("u2", "r2", 3, new String[] {"i2", "unknown"}, "i2", "i1", "unknown"));
        platform.send(user("u3", "r3", 100, new String[0], "i1", "i2"));
        try (var worker = worker();
                var results = platform.results(Topics.RECOMMENDATIONS)) {
            List<Recommendation> all = results.await(3).decode(Recommendation.CODEC);
            Recommendation first = byId(all, "r1");

            assertThat(items(first)).containsExactly("i8", "i1", "i2");
            assertThat(first.userId()).isEqualTo("u1");
            assertThat(first.trigger()).isEqualTo("r1");
            assertThat(first.model().version()).isEqualTo("v1");
            assertThat(first.timings().asMap().keySet())
                    .containsExactly("window", "queue", "batch", "run", "publish", "total");
            assertThat(first.features().values()).containsEntry("knownHistory", 1.0);
            // i3 follows i2, but left the catalogue; i4 came back, i1 and i2 are seen.
            assertThat(items(byId(all, "r2"))).containsExactly("i4", "i5", "i6");
            assertThat(items(byId(all, "r3"))).hasSize(47).doesNotContain("i1", "i2", "i3");
            platform.awaitNoLag(RECOMMENDER);

            catalog("i8", false);
            Await.until("i8 is gone", () -> {
                int before = results.records.size();
                platform.send(user("u1", "again", 1, new String[] {"i7"}, "i7"));
                results.await(before + 1);
                return items(newest(results)).equals(List.of("i1"));
            });
            assertThat(worker.log()).doesNotContain("ERROR");
        }
    }

    @Test
    void popularityServesUntilAModelIsLiveAndWaitsForRedis() throws Exception {
        try (var worker = worker().awaitReady();
                var results = platform.results(Topics.RECOMMENDATIONS)) {
            platform.send(user("u1", "nobody-yet", 2, new String[0]));
            results.await(1);
            assertThat(results.decode(Recommendation.CODEC).get(0).items()).isEmpty();

            catalog("b", false);
            popular(List.of("a", "b", "c", "d"), List.of(4.0, 3.0, 2.0, 1.0));
            Await.until("popular items", () -> {
                int before = results.records.size();
                platform.send(user("u1", "popular", 2, new String[] {"a"}, "a"));
                results.await(before + 1);
                Recommendation newest = results.decode(Recommendation.CODEC).get(results.records.size() - 1);
                return newest.items().equals(List.of(new Recommendation.Item("c", 2), new Recommendation.Item("d", 1)));
            });

            int before = results.records.size();
            int port = redis.port();
            redis.kill();
            var probes = new AtomicInteger(); // the first ones may be answered by the items that are kept for a second
            Await.until("the worker retries", () -> {
                platform.send(user("u1", "probe" + probes.getAndIncrement(), 2, new String[0]));
                return worker.metric("millrace_worker_retries_total") > 2;
            });
            for (int i = 0; i < 200; i++) {
                platform.send(user("u" + i, "waiting" + i, 2, new String[0]));
            }
            platform.producer.flush();
            assertThat(platform.lag(RECOMMENDER).values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isGreaterThan(100);

            redis = EmbeddedRedis.start(folder.resolve("redis"), port);
            results.await(before + 200 + probes.get());
            Set<String> ids = results.decode(Recommendation.CODEC).stream()
                    .map(Recommendation::requestId)
                    .collect(Collectors.toSet());
            assertThat(ids.stream().filter(id -> id.startsWith("waiting"))).hasSize(200);
            platform.awaitNoLag(RECOMMENDER);

            platform.publish(RECOMMENDER, TinyModels.recommender(50, 5));
            Await.until("the model serves", () -> {
                int count = results.records.size();
                platform.send(user("u1", "model", 1, new String[] {"i7"}));
                results.await(count + 1);
                Recommendation newest = results.decode(Recommendation.CODEC).get(results.records.size() - 1);
                return newest.model().version().equals("v1") && items(newest).equals(List.of("i8"));
            });
        }
    }

    private static Recommendation newest(ResultReader results) {
        return results.decode(Recommendation.CODEC).get(results.records.size() - 1);
    }

    private static Recommendation byId(List<Recommendation> all, String requestId) {
        return all.stream()
                .filter(one -> one.requestId().equals(requestId))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> items(Recommendation recommendation) {
        return recommendation.items().stream().map(Recommendation.Item::itemId).toList();
    }

    private void catalog(String item, boolean present) throws Exception {
        byte[] value = present ? Inputs.write(new CatalogItem(item, item, List.of(), Map.of())) : null;
        platform.producer
                .send(new ProducerRecord<>(Topics.ITEM_CATALOG, item.getBytes(UTF_8), value))
                .get();
    }

    private void popular(List<String> items, List<Double> scores) {
        var row = FeatureRow.newBuilder()
                .setFeatureView("item_popularity")
                .setEventTime(Timestamp.newBuilder().setSeconds(1_700_000_000))
                .addFeatures(FeatureRow.Feature.newBuilder()
                        .setName("items")
                        .setValue(Value.newBuilder()
                                .setStringListVal(StringList.newBuilder().addAllVal(items))))
                .addFeatures(FeatureRow.Feature.newBuilder()
                        .setName("scores")
                        .setValue(Value.newBuilder()
                                .setDoubleListVal(DoubleList.newBuilder().addAllVal(scores))))
                .build();
        try (var store = RedisFeatureStore.connect(redis.uri(), "millrace")) {
            assertThat(store.write(List.of(row)).written()).isEqualTo(1);
        }
    }
}
