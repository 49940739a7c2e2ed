package dev.millrace.inference.worker;

import dev.millrace.contracts.ModelEvent;
import dev.millrace.inference.oip.BackendSelector;
import dev.millrace.inference.oip.OipSessionFactory;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.registry.FileArtifactSource;
import dev.millrace.inference.registry.ModelAnnouncer;
import dev.millrace.inference.registry.ModelWatcher;
import dev.millrace.inference.worker.drift.DriftWatch;
import dev.millrace.inference.worker.metrics.MicrometerWorkerMetrics;
import dev.millrace.inference.worker.model.Comparisons;
import dev.millrace.inference.worker.model.LazyRuntime;
import dev.millrace.inference.worker.model.MemoryAdmission;
import dev.millrace.inference.worker.model.MemoryProbe;
import dev.millrace.inference.worker.model.ModelLoader;
import dev.millrace.inference.worker.model.ModelOpener;
import dev.millrace.inference.worker.model.ModelSlot;
import dev.millrace.inference.worker.model.ModelUpdates;
import dev.millrace.inference.worker.model.Rollout;
import dev.millrace.inference.worker.model.Serving;
import dev.millrace.inference.worker.report.ReportedMetrics;
import dev.millrace.inference.worker.report.Reporter;
import dev.millrace.inference.worker.stream.Idle;
import dev.millrace.inference.worker.stream.WorkerStream;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.DeadLetters;
import dev.millrace.servicekit.Service;
import dev.millrace.tracing.Traces;
import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The worker process: answers the requests of one model. Settings: {@link WorkerSettings}. */
public final class WorkerMain {
    private WorkerMain() {}

    public static void main(String[] args) {
        EarlyClasses.load();
        Service.main(args, service -> {
            WorkerSettings settings = WorkerSettings.from(service.settings());
            serve(service, settings, Heads.of(service, settings));
        });
    }

    /** What is opened last closes first: reading stops, what was read flows out, models go back to the loader. */
    private static <Q> void serve(Service service, WorkerSettings settings, Heads<Q> heads) throws Exception {
        String instance = settings.stream().instance();
        var head = heads.head();
        var metrics = ReportedMetrics.wrap(new MicrometerWorkerMetrics(
                service.metrics(), head.flow().label(), settings.model(), settings.stage()));
        var reporter = reporter(service, settings, metrics);
        service.run("report", reporter); // closed last: a worker that flows out is still seen
        var slot = new ModelSlot<Q>();
        var serving = new Serving<>(head.baseline(), slot, metrics);
        var comparisons = new Comparisons<>(serving, instance, settings.comparisonInterval(), service.clock());

        var announcer = service.manage(new ModelAnnouncer(service.kafka()));
        var loader = new ModelLoader<>(
                new ModelOpener<>(
                        head,
                        new FileArtifactSource(),
                        runtime(settings.runtime()),
                        settings.runtime().options(),
                        settings.stream().batch().maxSize()),
                head::baseline,
                new MemoryAdmission(
                        MemoryProbe.ofThisProcess()::available,
                        settings.runtime().memoryReserve() * 1024L * 1024L),
                slot,
                (entry, event, reason, detail) -> announcer.event(new ModelEvent(
                        entry.name(),
                        entry.version(),
                        event,
                        reason,
                        detail,
                        instance,
                        service.clock().millis())),
                metrics,
                Clocks.nanos());
        var rollout = new Rollout<>(settings.model(), comparisons, announcer, service.kafka());
        Supplier<ModelWatcher> watching = () -> new ModelWatcher(service.kafka(), settings.model(), lineup -> {
            rollout.onLineup(lineup);
            loader.onLineup(lineup);
        });
        service.run("models", new ModelUpdates<>(watching, loader, rollout, slot));
        MissingTopics.create(service.kafka(), heads.topics()); // while the model is loaded

        // Nothing is answered before it is known which model answers: a restart must not fall back to the baseline.
        BooleanSupplier gate = () -> slot.decided() && heads.ready().getAsBoolean();
        var stream = WorkerStream.open(
                service.kafka(),
                new WorkerStream.Context<>(
                        settings.stream(),
                        head,
                        serving,
                        comparisons,
                        new DeadLetters(settings.stage(), service.clock()),
                        metrics,
                        new DriftWatch(metrics, settings.driftReference()),
                        service.manage(Traces.of(System.getenv(), "worker-" + settings.model())),
                        gate,
                        Idle.threads(),
                        service.clock(),
                        Clocks.nanos()));
        service.run("publish", stream.publishing());
        service.run("run", stream.running());
        service.run("poll", stream.polling());
        BooleanSupplier ready = () -> stream.polling().joined() && gate.getAsBoolean();
        reporter.readyWhen(ready);
        service.readyWhen(ready);
    }

    private static Reporter reporter(Service service, WorkerSettings settings, ReportedMetrics metrics) {
        return new Reporter(
                settings.model(),
                settings.stream(),
                ManagementFactory.getRuntimeMXBean().getStartTime(),
                metrics,
                () -> Reporter.producer(service.kafka()),
                service.clock(),
                Clocks.nanos());
    }

    private static LazyRuntime runtime(RuntimeSettings settings) {
        return new LazyRuntime(() -> new BackendSelector(
                OnnxSessionFactory.load(settings.nativeDir(), System.getenv()), new OipSessionFactory()));
    }
}
