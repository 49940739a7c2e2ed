package dev.millrace.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.features.decorators.CachePolicy;
import dev.millrace.features.feast.FeastOptions;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.GraphOptimization;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.worker.features.FeaturePolicy;
import dev.millrace.inference.worker.features.FeaturePolicy.Action;
import dev.millrace.inference.worker.stream.BatchPolicy;
import dev.millrace.inference.worker.stream.Guarantee;
import dev.millrace.inference.worker.stream.StreamSettings;
import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
    @Test
    void everythingButTheModelHasADefault() {
        assertThat(from(Map.of("model.name", "sensor-anomaly")))
                .isEqualTo(new WorkerSettings(
                        "sensor-anomaly",
                        "sensor-anomaly",
                        new StreamSettings(
                                "inference.sensor-anomaly",
                                "worker.sensor-anomaly",
                                "worker.sensor-anomaly",
                                Guarantee.EFFECTIVELY_ONCE,
                                new BatchPolicy(64, Duration.ZERO),
                                3,
                                256,
                                16 * 1024 * 1024,
                                4096,
                                Duration.ofMillis(100),
                                Duration.ofMillis(10),
                                false,
                                false,
                                Duration.ofSeconds(8),
                                Duration.ZERO,
                                4),
                        new RuntimeSettings(SessionOptions.defaults(), null, 64),
                        new FeatureSettings(null, null, FeaturePolicy.defaults(), null),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        5_000));
    }

    @Test
    void everyKeyOfTheStreamIsRead() {
        var keys = new HashMap<String, String>(Map.of(
                "model.name", "digits",
                "process.name", "worker-7",
                "guarantee", "exactly-once",
                "batch.max", "100",
                "batch.wait", "2ms",
                "attempts.max", "5",
                "queue.max", "50",
                "queue.bytes", "4096",
                "inflight.max", "500",
                "commit.interval", "1s"));
        keys.putAll(Map.of(
                "transaction.interval", "25ms",
                "isolation.level", "read_uncommitted",
                "static.membership", "true",
                "stop.grace", "3s",
                "send.linger", "2ms",
                "deliveries.max", "7"));
        assertThat(from(keys).stream())
                .isEqualTo(new StreamSettings(
                        "inference.digits",
                        "worker.digits",
                        "worker-7",
                        Guarantee.EXACTLY_ONCE,
                        new BatchPolicy(100, Duration.ofMillis(2)),
                        5,
                        50,
                        4096,
                        500,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(25),
                        false,
                        true,
                        Duration.ofSeconds(3),
                        Duration.ofMillis(2),
                        7));
        keys.put("instance.id", "seven");
        assertThat(from(keys).stream().instance()).isEqualTo("seven");
    }

    @Test
    void everyKeyOfTheRuntimeIsRead() {
        RuntimeSettings runtime = from(Map.of(
                        "model.name", "digits",
                        "runtime.provider", "cuda",
                        "runtime.threads", "2",
                        "runtime.optimization", "basic",
                        "batch.buckets", "1, 8,64",
                        "gpu.device", "1",
                        "gpu.memory.limit", "512",
                        "memory.reserve", "100",
                        "data.dir", "/d"))
                .runtime();
        assertThat(runtime)
                .isEqualTo(new RuntimeSettings(
                        new SessionOptions(
                                ExecutionProvider.CUDA, 2, GraphOptimization.BASIC, List.of(1, 8, 64), 1, 512L << 20),
                        Path.of("/d/onnx-native"),
                        100));
        assertThat(from(Map.of("model.name", "digits", "data.dir", "/d", "onnx.native.dir", "/n"))
                        .runtime()
                        .nativeDir())
                .isEqualTo(Path.of("/n"));
    }

    @Test
    void theHeadFollowsTheModelsNameUnlessItIsGiven() {
        assertThat(from(Map.of("model.name", "digits")).head()).isEqualTo("tensor");
        WorkerSettings shop = from(Map.of(
                "model.name", "shop",
                "model.head", "recommender",
                "redis.uri", "redis://h:1",
                "redis.project", "p",
                "popularity.ttl", "3s",
                "comparison.interval", "5s"));
        assertThat(shop.head()).isEqualTo("recommender");
        assertThat(shop.stream().batch().maxSize()).isEqualTo(32);
        assertThat(Objects.requireNonNull(shop.features().redis()).project()).isEqualTo("p");
        assertThat(shop.popularityTtl()).isEqualTo(Duration.ofSeconds(3));
        assertThat(shop.comparisonInterval()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void featuresAreReadFromRedisOrThroughAFeastServer() {
        FeatureSettings none = from(Map.of("model.name", "m")).features();
        assertThat(none.given()).isFalse();
        assertThat(none.policy()).isEqualTo(FeaturePolicy.defaults());
        assertThat(none.cache()).isNull();
        FeatureSettings feast = from(Map.of("model.name", "m", "features.source", "feast", "feast.port", "7000"))
                .features();
        assertThat(feast.redis()).isNull();
        assertThat(feast.feast()).isEqualTo(FeastOptions.of("127.0.0.1", 7000));
        FeatureSettings strict = from(Map.of(
                        "model.name", "m",
                        "features.missing", "refuse",
                        "features.stale", "default",
                        "features.default", "-1",
                        "features.cache.views", "item, shop",
                        "features.cache.ttl", "2s",
                        "features.cache.max", "10"))
                .features();
        assertThat(strict.policy()).isEqualTo(new FeaturePolicy(Action.REFUSE, Action.DEFAULT, -1));
        assertThat(strict.cache()).isEqualTo(new CachePolicy(Set.of("item", "shop"), Duration.ofSeconds(2), 10));
    }

    @Test
    void exactlyOnceReadsCommittedRequestsOnly() {
        assertThat(from(Map.of("model.name", "m", "guarantee", "exactly-once")).stream()
                        .readCommitted())
                .isTrue();
        assertThat(from(Map.of("model.name", "m", "guarantee", "share")).stream()
                        .readCommitted())
                .isFalse();
    }

    @Test
    void badValuesAreNamedWithTheirKey() {
        refused(Map.of(), "model.name");
        refused(Map.of("model.head", "x"), "'x' is not one of [sensor-anomaly, recommender, tensor]");
        refused(Map.of("model.head", "recommender"), "'redis.uri': is required");
        refused(Map.of("features.source", "s3"), "'s3' is not one of [redis, feast]");
        refused(Map.of("features.missing", "ignore"), "'ignore' is not one of [default, mark, refuse]");
        refused(Map.of("features.source", "feast", "feast.tls.ca", "/nowhere"), "feast.*");
        refused(Map.of("batch.max", "0"), "batch.max");
        refused(Map.of("batch.wait", "-1ms"), "batch.wait");
        refused(Map.of("inflight.max", "9"), "9 is less than batch.max, 64");
        refused(Map.of("commit.interval", "0s"), "commit.interval");
        refused(Map.of("transaction.interval", "0s"), "transaction.interval");
        refused(Map.of("isolation.level", "none"), "'none'");
        refused(Map.of("guarantee", "twice"), "'twice' is not one of [effectively-once, exactly-once, share]");
        refused(Map.of("static.membership", "perhaps"), "'perhaps' is not one of [true, false]");
        refused(Map.of("runtime.provider", "abacus"), "'abacus' is none of cpu, cuda, tensorrt, auto");
        refused(Map.of("runtime.optimization", "some"), "some");
        refused(Map.of("batch.buckets", "8,1"), "[8, 1] are not ascending");
        refused(Map.of("batch.buckets", "many"), "'many' is not a list of numbers");
    }

    private static void refused(Map<String, String> settings, String words) {
        var all = new HashMap<>(settings);
        if (!settings.isEmpty()) {
            all.put("model.name", "sensor-anomaly");
        }
        assertThatThrownBy(() -> from(all)).isInstanceOf(SettingException.class).hasMessageContaining(words);
    }

    private static WorkerSettings from(Map<String, String> settings) {
        return WorkerSettings.from(Settings.of(new HashMap<>(settings)));
    }
}
