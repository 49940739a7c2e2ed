package dev.millrace.inference.worker.metrics;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** {@code millrace_worker_*} in the process's registry, tagged with the model's name. */
public final class MicrometerWorkerMetrics implements WorkerMetrics {
    private static final String PREFIX = "millrace.worker.";

    /** Stage names come from headers: a bound keeps a broken producer from filling the registry. */
    private static final int MAX_STAGES = 16;

    private final MeterRegistry registry;
    private final Tags tags;
    private final DistributionSummary batchSize;
    private final Timer run;
    private final Counter results;
    private final Counter retries;
    private final Counter bisections;
    private final Counter aborts;
    private final Timer commit;
    private final Counter swaps;
    private final Map<String, Timer> stages = new ConcurrentHashMap<>();
    private @Nullable Gauge info;

    /** Registers in {@code registry} with the tag {@code model}. */
    public MicrometerWorkerMetrics(MeterRegistry registry, String model) {
        this.registry = registry;
        this.tags = Tags.of("model", model);
        this.batchSize = DistributionSummary.builder(PREFIX + "batch.size")
                .tags(tags)
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64)
                .register(registry);
        this.run = Timer.builder(PREFIX + "run")
                .description("time that one batch spends in the model")
                .tags(tags)
                .register(registry);
        this.results = registry.counter(PREFIX + "results", tags);
        this.retries = registry.counter(PREFIX + "retries", tags);
        this.bisections = registry.counter(PREFIX + "bisections", tags);
        this.aborts = registry.counter(PREFIX + "transactions.aborted", tags);
        this.commit = Timer.builder(PREFIX + "transaction.commit")
                .description("time that the commit of one transaction takes")
                .tags(tags)
                .register(registry);
        this.swaps = registry.counter(PREFIX + "model.swaps", tags);
        // Counters that matter for alerts must exist, at 0, before anything went wrong.
        registry.counter(PREFIX + "model.refusals", tags.and("reason", "contract"));
    }

    @Override
    public void batch(int size, long runNanos) {
        batchSize.record(size);
        run.record(runNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void result(Map<String, Double> timings) {
        results.increment();
        timings.forEach((stage, millis) -> {
            Timer timer = stages.get(stage);
            if (timer == null && stages.size() < MAX_STAGES) {
                timer = stages.computeIfAbsent(stage, this::stageTimer);
            }
            if (timer != null) {
                timer.record((long) (millis * 1e6), TimeUnit.NANOSECONDS);
            }
        });
    }

    private Timer stageTimer(String stage) {
        return Timer.builder(PREFIX + "stage")
                .description("time per stage of a result; total is from the triggering event to publication")
                .tags(tags.and("stage", stage))
                .serviceLevelObjectives(
                        Duration.ofMillis(2),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(20),
                        Duration.ofMillis(40),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10))
                .register(registry);
    }

    @Override
    public void deadLetter(ErrorKind kind) {
        registry.counter(PREFIX + "dead.letters", tags.and("kind", kind.label()))
                .increment();
    }

    @Override
    public void retry() {
        retries.increment();
    }

    @Override
    public void bisected() {
        bisections.increment();
    }

    @Override
    public void transaction(boolean committed, long commitNanos) {
        if (committed) {
            commit.record(commitNanos, TimeUnit.NANOSECONDS);
        } else {
            aborts.increment();
        }
    }

    @Override
    public void watch(IntSupplier queued, IntSupplier inFlight) {
        Gauge.builder(PREFIX + "queue.records", queued::getAsInt)
                .description("requests that wait for the model")
                .tags(tags)
                .register(registry);
        Gauge.builder(PREFIX + "inflight.records", inFlight::getAsInt)
                .description("records between the queue and the broker")
                .tags(tags)
                .register(registry);
    }

    @Override
    public synchronized void serving(ModelRef model) {
        if (info != null) {
            registry.remove(info);
            swaps.increment();
        }
        info = Gauge.builder(PREFIX + "model.info", () -> 1)
                .description("1 for the version that serves")
                .tags(tags.and("version", model.version()))
                .register(registry);
    }

    @Override
    public void refused(String reason) {
        registry.counter(PREFIX + "model.refusals", tags.and("reason", reason)).increment();
    }
}
