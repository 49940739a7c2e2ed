package dev.millrace.inference.worker.metrics;

import static dev.millrace.telemetry.catalog.WorkerMetrics.ABORTS;
import static dev.millrace.telemetry.catalog.WorkerMetrics.BATCH_SIZE;
import static dev.millrace.telemetry.catalog.WorkerMetrics.BISECTIONS;
import static dev.millrace.telemetry.catalog.WorkerMetrics.COMMIT;
import static dev.millrace.telemetry.catalog.WorkerMetrics.DEVICE;
import static dev.millrace.telemetry.catalog.WorkerMetrics.DRIFT;
import static dev.millrace.telemetry.catalog.WorkerMetrics.INFO;
import static dev.millrace.telemetry.catalog.WorkerMetrics.IN_FLIGHT;
import static dev.millrace.telemetry.catalog.WorkerMetrics.QUEUED;
import static dev.millrace.telemetry.catalog.WorkerMetrics.REFUSALS;
import static dev.millrace.telemetry.catalog.WorkerMetrics.RESULTS;
import static dev.millrace.telemetry.catalog.WorkerMetrics.RETRIES;
import static dev.millrace.telemetry.catalog.WorkerMetrics.RUN;
import static dev.millrace.telemetry.catalog.WorkerMetrics.STARTUP;
import static dev.millrace.telemetry.catalog.WorkerMetrics.SWAPS;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Timings;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.telemetry.catalog.StageMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

/** The metrics of the catalogue in the process's registry. */
public final class MicrometerWorkerMetrics implements WorkerMetrics {
    private static final int LARGEST_BATCH_EXPONENT = 10;
    private static final double MILLIS = 1e3;

    private final MeterRegistry registry;
    private final String model;
    private final String stage;
    private final StageTimers stages;
    private final DistributionSummary batchSize;
    private final Timer run;
    private final Counter results;
    private final Counter retries;
    private final Counter bisections;
    private final Counter aborts;
    private final Timer commit;
    private final Counter swaps;
    private final MultiGauge info;
    private final MultiGauge device;
    private final MultiGauge drift;
    private final AtomicReference<ModelRef> served = new AtomicReference<>();

    /**
     * Registers in {@code registry}.
     *
     * @param stage as dead letters name it
     */
    public MicrometerWorkerMetrics(MeterRegistry registry, String flow, String model, String stage) {
        this.registry = registry;
        this.model = model;
        this.stage = stage;
        this.stages = new StageTimers(registry, flow, model);
        this.batchSize = BATCH_SIZE.summary(registry, LARGEST_BATCH_EXPONENT, model);
        this.run = RUN.timer(registry, model);
        this.results = RESULTS.counter(registry, model);
        this.retries = RETRIES.counter(registry, model);
        this.bisections = BISECTIONS.counter(registry, model);
        this.aborts = ABORTS.counter(registry, model);
        this.commit = COMMIT.timer(registry, model);
        this.swaps = SWAPS.counter(registry, model);
        this.info = INFO.gauges(registry);
        this.device = DEVICE.gauges(registry);
        this.drift = DRIFT.gauges(registry);
        // Counters that matter for alerts must exist, at 0, before anything went wrong.
        REFUSALS.counter(registry, model, "contract");
        StageMetrics.DEAD_LETTERS.counter(registry, stage, ErrorKind.MALFORMED.label());
    }

    @Override
    public void batch(int size, long lookUpNanos, long runNanos) {
        batchSize.record(size);
        run.record(runNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void shadow(int size, long nanos) {
        // batches and runs are those of answers
    }

    @Override
    public void result(Timings timings) {
        results.increment();
        stages.record(timings);
    }

    @Override
    public void deadLetter(ErrorKind kind) {
        StageMetrics.DEAD_LETTERS.counter(registry, stage, kind.label()).increment();
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
        QUEUED.gauge(registry, queued::getAsInt, model);
        IN_FLIGHT.gauge(registry, inFlight::getAsInt, model);
    }

    @Override
    public void serving(ModelRef next, ExecutionProvider provider) {
        if (served.getAndSet(next) != null) {
            swaps.increment();
        }
        info.register(List.of(MultiGauge.Row.of(INFO.tags(model, next.version()), 1)), true);
        device.register(List.of(MultiGauge.Row.of(DEVICE.tags(model, provider.text()), 1)), true);
    }

    @Override
    public void refused(String reason) {
        REFUSALS.counter(registry, model, reason).increment();
    }

    @Override
    public void drift(List<Drift> known) {
        drift.register(
                known.stream()
                        .<MultiGauge.Row<?>>map(
                                one -> MultiGauge.Row.of(DRIFT.tags(model, one.version(), one.signal()), one.index()))
                        .toList(),
                true);
    }

    @Override
    public void started(Duration startup) {
        STARTUP.gauge(registry, () -> startup.toMillis() / MILLIS, model);
    }
}
