package dev.millrace.streams.kafka;

import dev.millrace.contracts.ErrorKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code millrace.stage.latency} (timer: records taken, and time since the event's Kafka timestamp), {@code
 * millrace.stage.repeated} and {@code millrace.dead.letters} (counters), each tagged with its stage.
 */
final class MicrometerStageMetrics implements StageMetrics {
    private final MeterRegistry registry;
    /** Meters by stage: a look-up in the registry costs more than the rest of a count. */
    private final Map<String, Timer> latencies = new ConcurrentHashMap<>();

    private final Map<String, Counter> repetitions = new ConcurrentHashMap<>();

    MicrometerStageMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void accepted(String stage, double millis) {
        latencies
                .computeIfAbsent(stage, name -> Timer.builder("millrace.stage.latency")
                        .description("from the Kafka timestamp of the triggering event until the stage is done")
                        .tag("stage", name)
                        .serviceLevelObjectives(
                                Duration.ofMillis(5),
                                Duration.ofMillis(10),
                                Duration.ofMillis(40),
                                Duration.ofMillis(100),
                                Duration.ofSeconds(1))
                        .register(registry))
                .record(Math.round(millis * 1000), TimeUnit.MICROSECONDS);
    }

    @Override
    public void repeated(String stage) {
        repetitions
                .computeIfAbsent(stage, name -> registry.counter("millrace.stage.repeated", "stage", name))
                .increment();
    }

    @Override
    public void deadLetter(String stage, ErrorKind kind) {
        registry.counter("millrace.dead.letters", "stage", stage, "kind", kind.label())
                .increment();
    }
}
