package dev.millrace.inference.worker;

import dev.millrace.contracts.Topics;
import dev.millrace.inference.worker.anomaly.AnomalyHead;
import dev.millrace.inference.worker.head.ModelHead;
import dev.millrace.inference.worker.recommender.CatalogFollower;
import dev.millrace.inference.worker.recommender.PopularItems;
import dev.millrace.inference.worker.recommender.RecommenderHead;
import dev.millrace.inference.worker.recommender.RemovedItems;
import dev.millrace.inference.worker.tensor.TensorHead;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.Service;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The head that the settings name, with what it reads beside its requests.
 *
 * @param ready whether that has been read
 * @param topics those that the worker creates where they are missing
 */
record Heads<Q>(ModelHead<Q> head, BooleanSupplier ready, List<Topics.Spec> topics) {
    static Heads<?> of(Service service, WorkerSettings settings) {
        var features = service.manage(new WorkerFeatures(service, settings.features()));
        return switch (settings.head()) {
            case AnomalyHead.KIND -> new Heads<>(new AnomalyHead(settings.model()), () -> true, List.of());
            case RecommenderHead.KIND -> recommender(service, settings, features);
            default ->
                new Heads<>(
                        new TensorHead(settings.model(), settings.features().given() ? features : null),
                        () -> true,
                        Topics.ofTensorModel(settings.model()));
        };
    }

    private static Heads<?> recommender(Service service, WorkerSettings settings, WorkerFeatures features) {
        var removed = new RemovedItems();
        var catalog = new CatalogFollower(service.kafka(), removed);
        service.run("catalog", catalog);
        var popular = new PopularItems(features.get().store(), settings.popularityTtl(), Clocks.nanos());
        return new Heads<>(new RecommenderHead(settings.model(), popular, removed), catalog::caughtUp, List.of());
    }
}
