package dev.millrace.microbench;

import dev.millrace.contracts.Flow;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Topics;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.worker.StreamKeys;
import dev.millrace.inference.worker.drift.DriftWatch;
import dev.millrace.inference.worker.metrics.MicrometerWorkerMetrics;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import dev.millrace.inference.worker.model.Comparisons;
import dev.millrace.inference.worker.model.ModelSlot;
import dev.millrace.inference.worker.model.Serving;
import dev.millrace.inference.worker.stream.Idle;
import dev.millrace.inference.worker.stream.StreamSettings;
import dev.millrace.inference.worker.stream.WorkerStream;
import dev.millrace.inference.worker.tensor.TensorHead;
import dev.millrace.inference.worker.tensor.TensorRequest;
import dev.millrace.servicekit.AgentRunner;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.DeadLetters;
import dev.millrace.servicekit.Settings;
import dev.millrace.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A worker's three threads in its own wiring, between a consumer that is never empty and a producer that only counts. */
final class LoopRig implements AutoCloseable {
    private static final int DISTINCT = 512;

    private final ModelSlot<TensorRequest> slot = new ModelSlot<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountingProducer producer = new CountingProducer(Topics.predictions(Lab.MODEL));
    private final MeteredSession session;
    private final MeteredAgent polling;
    private final MeteredAgent running;
    private final MeteredAgent publishing;
    private final AgentRunner publisher;
    private final AgentRunner runner;
    private final AgentRunner poller;

    LoopRig(Workload workload, int batchMax) throws Exception {
        WorkerMetrics metrics = micrometer(new SimpleMeterRegistry());
        StreamSettings settings = StreamKeys.read(Settings.of(Map.of()), Lab.MODEL, batchMax);
        session = new MeteredSession(
                OnnxSessionFactory.load(null, System.getenv()).open(workload.model(), SessionOptions.defaults()));
        var consumer = new EndlessConsumer(
                settings.inputTopic(),
                workload.requests(DISTINCT),
                settings.queueMax(),
                Clocks.wall().millis());
        var stream = WorkerStream.plain(consumer, producer, context(settings, metrics));
        consumer.assignAll();
        polling = new MeteredAgent(stream.polling());
        running = new MeteredAgent(stream.running());
        publishing = new MeteredAgent(stream.publishing());
        publisher = AgentRunner.start("publish", publishing, failure::set);
        runner = AgentRunner.start("run", running, failure::set);
        poller = AgentRunner.start("poll", polling, failure::set);
    }

    /** The metrics that a worker has. */
    static WorkerMetrics micrometer(MeterRegistry registry) {
        return new MicrometerWorkerMetrics(registry, Flow.TENSORS.label(), Lab.MODEL, "worker." + Lab.MODEL);
    }

    private WorkerStream.Context<TensorRequest> context(StreamSettings settings, WorkerMetrics metrics)
            throws Exception {
        var head = new TensorHead(Lab.MODEL, null);
        var serving = new Serving<>(head.bind(new ModelRef(Lab.MODEL, "v1"), session), slot, metrics);
        return new WorkerStream.Context<>(
                settings,
                head,
                serving,
                new Comparisons<>(serving, settings.instance(), Duration.ofSeconds(1), Clocks.wall()),
                new DeadLetters(settings.group(), Clocks.wall()),
                metrics,
                new DriftWatch(metrics, DriftWatch.REFERENCE),
                Traces.OFF,
                () -> true,
                Idle.threads(),
                Clocks.wall(),
                Clocks.nanos());
    }

    /** Throws where a thread has failed or a request was refused. */
    LoopSample sample() {
        Throwable problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException("a thread of the worker failed", problem);
        }
        producer.requireNoneRefused();
        return new LoopSample(
                Clocks.nanos().getAsLong(),
                producer.results(),
                running.busy(),
                polling.cpu(),
                running.cpu(),
                publishing.cpu(),
                session.nanos());
    }

    @Override
    public void close() throws InterruptedException {
        poller.close();
        runner.close();
        publisher.close();
        slot.close();
    }
}
