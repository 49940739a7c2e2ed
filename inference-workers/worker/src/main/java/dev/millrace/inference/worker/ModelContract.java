package dev.millrace.inference.worker;

import dev.millrace.contracts.ModelRef;
import dev.millrace.features.api.InMemoryFeatureStore;
import dev.millrace.features.views.FeatureViews;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.SessionFactory;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.registry.ModelCheck;
import dev.millrace.inference.worker.anomaly.AnomalyHead;
import dev.millrace.inference.worker.features.FeatureAges;
import dev.millrace.inference.worker.features.FeatureLookup;
import dev.millrace.inference.worker.features.FeaturePolicy;
import dev.millrace.inference.worker.head.ModelHead;
import dev.millrace.inference.worker.recommender.PopularItems;
import dev.millrace.inference.worker.recommender.RecommenderHead;
import dev.millrace.inference.worker.recommender.RemovedItems;
import dev.millrace.inference.worker.tensor.TensorHead;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/** The check that workers make before they serve a model, for those who publish one: it loads, fits its head and runs. */
public final class ModelContract implements ModelCheck {
    private static final int BATCH = 2;

    private final SessionFactory runtime;
    private final Supplier<FeatureViews> views;

    /** @param views asked for by the first model that names features */
    public ModelContract(SessionFactory runtime, Supplier<FeatureViews> views) {
        this.runtime = runtime;
        this.views = views;
    }

    @Override
    public void check(String name, Path file) throws Exception {
        ModelHead<?> head = head(name);
        try (InferenceSession session = runtime.open(file, SessionOptions.defaults())) {
            head.bind(new ModelRef(name, "unpublished"), session).warmUp(BATCH);
        }
    }

    /** As a worker picks its head, where its settings do not name one. */
    private ModelHead<?> head(String name) {
        return switch (name) {
            case AnomalyHead.KIND -> new AnomalyHead(name);
            case RecommenderHead.KIND ->
                new RecommenderHead(
                        name, new PopularItems(new InMemoryFeatureStore(), Duration.ZERO, () -> 0), new RemovedItems());
            default ->
                new TensorHead(
                        name,
                        () -> new FeatureLookup(
                                views.get(), new InMemoryFeatureStore(), FeaturePolicy.defaults(), FeatureAges.UNTOLD));
        };
    }
}
