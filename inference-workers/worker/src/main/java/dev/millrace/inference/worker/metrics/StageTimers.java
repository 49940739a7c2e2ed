package dev.millrace.inference.worker.metrics;

import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.Timings;
import dev.millrace.telemetry.catalog.StageMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The time of results by stage; a stage that no result passes has no series. */
final class StageTimers {
    private static final TimedStage[] STAGES = TimedStage.values();

    private final MeterRegistry registry;
    private final String flow;
    private final String model;
    private final Map<TimedStage, Timer> timers = new ConcurrentHashMap<>();
    private final Timer total;
    private final Counter skewed;

    StageTimers(MeterRegistry registry, String flow, String model) {
        this.registry = registry;
        this.flow = flow;
        this.model = model;
        this.total = timer(Timings.TOTAL);
        this.skewed = StageMetrics.CLOCK_SKEWED.counter(registry, flow);
    }

    void record(Timings timings) {
        for (TimedStage stage : STAGES) {
            if (timings.has(stage)) {
                timer(stage).record(timings.micros(stage), TimeUnit.MICROSECONDS);
            }
        }
        total.record(timings.totalMicros(), TimeUnit.MICROSECONDS);
        if (timings.skewed()) {
            skewed.increment();
        }
    }

    private Timer timer(TimedStage stage) {
        Timer found = timers.get(stage);
        return found == null ? timers.computeIfAbsent(stage, one -> timer(one.label())) : found;
    }

    private Timer timer(String stage) {
        return StageMetrics.STAGE.timer(registry, flow, model, stage);
    }
}
