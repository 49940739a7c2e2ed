package dev.millrace.inference.worker;

import dev.millrace.inference.worker.anomaly.AnomalyHead;
import dev.millrace.inference.worker.recommender.RecommenderHead;
import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a worker.
 *
 * @param model {@code model.name}: {@code sensor-anomaly} or {@code recommender}
 * @param batchMax {@code batch.max}: most requests in one run of the model; 64 for sensors, 32 for recommendations
 * @param inFlightMax {@code inflight.max}: most results on their way to the broker
 * @param commitInterval {@code commit.interval}: how often offsets are committed; bounds what a restart repeats
 * @param isolation {@code isolation.level}: {@code read_uncommitted} or {@code read_committed}
 * @param nativeDir {@code onnx.native.dir}: where native libraries are unpacked once; {@code onnx-native} below
 *     {@code data.dir} where that is set, else ONNX Runtime's own way
 * @param redisUri {@code redis.uri}: the feature store; required for recommendations
 * @param redisProject {@code redis.project}: the feature store's project
 * @param popularityTtl {@code popularity.ttl}: how long the most popular items are kept before they are read again
 */
record WorkerSettings(
        String model,
        int batchMax,
        int inFlightMax,
        Duration commitInterval,
        String isolation,
        @Nullable Path nativeDir,
        @Nullable String redisUri,
        String redisProject,
        Duration popularityTtl) {
    private static final List<String> MODELS = List.of(AnomalyHead.KIND, RecommenderHead.KIND);
    private static final List<String> ISOLATIONS = List.of("read_uncommitted", "read_committed");

    WorkerSettings {
        requireOneOf("model.name", model, MODELS);
        requireOneOf("isolation.level", isolation, ISOLATIONS);
        requirePositive("commit.interval", commitInterval);
        requirePositive("popularity.ttl", popularityTtl);
        if (inFlightMax < batchMax) {
            throw new SettingException("inflight.max", inFlightMax + " is less than batch.max, " + batchMax);
        }
        if (model.equals(RecommenderHead.KIND) && redisUri == null) {
            throw new SettingException("redis.uri", "is required for model " + model);
        }
    }

    static WorkerSettings from(Settings settings) {
        String model = settings.text("model.name");
        String nativeDir = settings.find("onnx.native.dir");
        String dataDir = settings.find("data.dir");
        Path fallback = dataDir == null ? null : Path.of(dataDir, "onnx-native");
        return new WorkerSettings(
                model,
                settings.integer("batch.max", model.equals(RecommenderHead.KIND) ? 32 : 64, 1, 4096),
                settings.integer("inflight.max", 4096, 1, 1_000_000),
                settings.duration("commit.interval", Duration.ofMillis(100)),
                settings.text("isolation.level", "read_uncommitted"),
                nativeDir == null ? fallback : Path.of(nativeDir),
                settings.find("redis.uri"),
                settings.text("redis.project", "millrace"),
                settings.duration("popularity.ttl", Duration.ofSeconds(1)));
    }

    /** Consumer group: all workers of one model. */
    String group() {
        return stage();
    }

    /** How dead letters name this process. */
    String stage() {
        return "worker." + model;
    }

    private static void requireOneOf(String key, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new SettingException(key, "'" + value + "' is not one of " + allowed);
        }
    }

    private static void requirePositive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new SettingException(key, "'" + value + "' is not longer than nothing");
        }
    }
}
