package dev.millrace.streams.kafka;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.Flow;
import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.Timings;
import dev.millrace.telemetry.catalog.StageMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The metrics of {@link StageMetrics}. A step as a whole, from the Kafka timestamp of the event, is told without flow and model, so that
 * it does not mix with the stages of results, which the workers tell; the stage {@code alert} of scores is told here.
 */
final class MicrometerStepMetrics implements StepMetrics {
    private static final String UNKNOWN = "-";

    /** Names of models come from topics that anybody may write: a bound keeps them from filling the registry. */
    private static final int MAX_MODELS = 16;

    private final MeterRegistry registry;
    private final Counter skewed;
    /** Meters by stage or model: a look-up in the registry costs more than the rest of a count. */
    private final Map<String, Timer> steps = new ConcurrentHashMap<>();

    private final Map<String, Timer> alerts = new ConcurrentHashMap<>();
    private final Map<String, Counter> repetitions = new ConcurrentHashMap<>();

    MicrometerStepMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.skewed = StageMetrics.CLOCK_SKEWED.counter(registry, Flow.SENSORS.label());
    }

    @Override
    public void accepted(String stage, long micros) {
        steps.computeIfAbsent(stage, name -> StageMetrics.STAGE.timer(registry, UNKNOWN, UNKNOWN, name))
                .record(Math.max(0, micros), TimeUnit.MICROSECONDS);
    }

    @Override
    public void judged(String model, long micros) {
        Timer timer = alerts.get(model);
        if (timer == null) {
            String name = alerts.size() < MAX_MODELS ? model : UNKNOWN;
            timer = alerts.computeIfAbsent(
                    name,
                    label -> StageMetrics.STAGE.timer(registry, Flow.SENSORS.label(), label, TimedStage.ALERT.label()));
        }
        timer.record(Math.max(0, micros), TimeUnit.MICROSECONDS);
        if (Timings.isSkew(-micros)) {
            skewed.increment();
        }
    }

    @Override
    public void repeated(String stage) {
        repetitions
                .computeIfAbsent(stage, name -> StageMetrics.REPEATED.counter(registry, name))
                .increment();
    }

    @Override
    public void deadLetter(String stage, ErrorKind kind) {
        StageMetrics.DEAD_LETTERS.counter(registry, stage, kind.label()).increment();
    }
}
