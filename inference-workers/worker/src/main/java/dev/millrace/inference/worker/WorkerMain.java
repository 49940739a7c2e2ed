package dev.millrace.inference.worker;

import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.registry.FileArtifactSource;
import dev.millrace.inference.registry.ModelWatcher;
import dev.millrace.inference.worker.anomaly.AnomalyHead;
import dev.millrace.inference.worker.head.ModelHead;
import dev.millrace.inference.worker.recommender.CatalogFollower;
import dev.millrace.inference.worker.recommender.PopularItems;
import dev.millrace.inference.worker.recommender.RecommenderHead;
import dev.millrace.inference.worker.recommender.RemovedItems;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.DeadLetters;
import dev.millrace.servicekit.Service;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** The worker process: answers the requests of one model. Settings: {@link WorkerSettings}. */
public final class WorkerMain {
    private WorkerMain() {}

    public static void main(String[] args) {
        Service.main(args, service -> {
            WorkerSettings settings = WorkerSettings.from(service.settings());
            if (settings.model().equals(RecommenderHead.KIND)) {
                recommender(service, settings);
            } else {
                serve(service, settings, new AnomalyHead(settings.model()), () -> true);
            }
        });
    }

    private static void recommender(Service service, WorkerSettings settings) {
        String uri = Objects.requireNonNull(settings.redisUri()); // the settings' constructor saw to it
        var store = service.manage(RedisFeatureStore.connect(uri, settings.redisProject()));
        var removed = new RemovedItems();
        var catalog = new CatalogFollower(service.kafka(), removed);
        service.run("catalog", catalog);
        var popular = new PopularItems(store, settings.popularityTtl(), Clocks.nanos());
        serve(service, settings, new RecommenderHead(settings.model(), popular, removed), catalog::caughtUp);
    }

    /** Same for every kind of model; what is opened last closes first, so that the loop hands its model back to the loader. */
    private static <Q> void serve(
            Service service, WorkerSettings settings, ModelHead<Q> head, BooleanSupplier headReady) {
        var metrics = new MicrometerWorkerMetrics(service.metrics(), settings.model());
        var slot = new ModelSlot<Q>();
        var loader = new ModelLoader<>(
                head,
                new FileArtifactSource(),
                new LazyRuntime(() -> OnnxSessionFactory.load(settings.nativeDir(), System.getenv())),
                slot,
                metrics,
                settings.batchMax(),
                Clocks.nanos());
        service.run(
                "models",
                new ModelUpdates<>(new ModelWatcher(service.kafka(), settings.model(), loader), loader, slot));

        var runner = new BatchRunner<>(
                head, new DeadLetters(settings.stage(), service.clock()), metrics, service.clock(), Clocks.nanos());
        // Nothing is answered before it is known which model answers: a restart must not fall back to the baseline.
        BooleanSupplier gate = () -> slot.decided() && headReady.getAsBoolean();
        var loop = new WorkerLoop<>(
                WorkerClients.open(service.kafka(), settings, head.outputTopic()),
                runner,
                slot,
                head.baseline(),
                metrics,
                settings,
                gate,
                service.clock(),
                Clocks.nanos());
        service.run("worker", loop);
        service.readyWhen(() -> loop.assigned() && gate.getAsBoolean());
    }
}
