package dev.millrace.inference.worker.features;

import dev.millrace.features.api.FeatureVector;
import dev.millrace.telemetry.catalog.StoreMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@link StoreMetrics#AGE}: how old the rows are that models are given, by view. Only declared views are ever read. */
public final class MicrometerFeatureAges implements FeatureAges {
    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, Timer> byView = new ConcurrentHashMap<>();

    /** Registers in {@code registry} when a view is first read. */
    public MicrometerFeatureAges(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public void read(List<FeatureVector> vectors) {
        Instant now = clock.instant();
        for (FeatureVector vector : vectors) {
            for (String view : vector.refs().views()) {
                Instant time = vector.eventTimeOf(view);
                if (time != null) {
                    Duration age = Duration.between(time, now);
                    byView.computeIfAbsent(view, name -> StoreMetrics.AGE.timer(registry, name))
                            .record(age.isNegative() ? Duration.ZERO : age);
                }
            }
        }
    }
}
