package dev.millrace.inference.worker;

import dev.millrace.inference.worker.anomaly.AnomalyHead;
import dev.millrace.inference.worker.drift.DriftWatch;
import dev.millrace.inference.worker.recommender.RecommenderHead;
import dev.millrace.inference.worker.stream.StreamSettings;
import dev.millrace.inference.worker.tensor.TensorHead;
import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Settings of a worker. Those of the stream: {@link StreamKeys}; of the runtime: {@link RuntimeSettings}; of features: {@link FeatureSettings}.
 *
 * @param model {@code model.name}: which model's requests are answered
 * @param head {@code model.head}: {@code sensor-anomaly}, {@code recommender} or {@code tensor}; the model's name where that is
 *     one of them, else {@code tensor}
 * @param features where features are read; required for recommendations
 * @param popularityTtl {@code popularity.ttl}: how long the most popular items are kept before they are read again
 * @param comparisonInterval {@code comparison.interval}: how often a challenger is compared in public
 * @param driftReference {@code drift.reference} (5000): answers of a version, of a sample of a hundred a second, that the later ones are held
 *     against
 */
record WorkerSettings(
        String model,
        String head,
        StreamSettings stream,
        RuntimeSettings runtime,
        FeatureSettings features,
        Duration popularityTtl,
        Duration comparisonInterval,
        int driftReference) {
    private static final List<String> HEADS = List.of(AnomalyHead.KIND, RecommenderHead.KIND, TensorHead.KIND);

    WorkerSettings {
        StreamKeys.requireOneOf("model.head", head, HEADS);
        StreamKeys.requirePositive("popularity.ttl", popularityTtl);
        StreamKeys.requirePositive("comparison.interval", comparisonInterval);
        if (head.equals(RecommenderHead.KIND) && !features.given()) {
            throw new SettingException("redis.uri", "is required for models of the head " + head);
        }
    }

    static WorkerSettings from(Settings settings) {
        String model = settings.text("model.name");
        String head = settings.text("model.head", HEADS.contains(model) ? model : TensorHead.KIND);
        return new WorkerSettings(
                model,
                head,
                StreamKeys.read(settings, model, head.equals(RecommenderHead.KIND) ? 32 : 64),
                RuntimeSettings.from(settings),
                FeatureSettings.from(settings),
                settings.duration("popularity.ttl", Duration.ofSeconds(1)),
                settings.duration("comparison.interval", Duration.ofSeconds(1)),
                settings.integer("drift.reference", DriftWatch.REFERENCE, 1_000, 1_000_000));
    }

    /** How dead letters name this process. */
    String stage() {
        return "worker." + model;
    }
}
