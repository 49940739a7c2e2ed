package dev.millrace.features.serving;

import dev.millrace.telemetry.catalog.StoreMetrics;
import feast.proto.serving.ServingAPIProto.FieldStatus;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The metrics of the Feast server in {@link StoreMetrics}. */
final class MicrometerMetrics implements ServingMetrics {
    /** Entities of a request are counted in buckets up to 1024. */
    private static final int ROWS_EXPONENT = 10;

    private final MeterRegistry registry;
    /** Made at need: of the seventeen statuses few ever come. */
    private final Map<Status.Code, Timer> requests = new ConcurrentHashMap<>();

    private final Map<FieldStatus, Counter> values = new EnumMap<>(FieldStatus.class);
    private final DistributionSummary rows;
    private final Counter mistyped;

    MicrometerMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (FieldStatus status : FieldStatus.values()) {
            values.put(
                    status, StoreMetrics.VALUES.counter(registry, status.name().toLowerCase(Locale.ROOT)));
        }
        rows = StoreMetrics.ROWS.summary(registry, ROWS_EXPONENT);
        mistyped = StoreMetrics.MISTYPED.counter(registry);
    }

    @Override
    public void ended(Status.Code status, long nanos) {
        requests.computeIfAbsent(status, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Status.Code status) {
        return StoreMetrics.REQUESTS.timer(registry, status.name());
    }

    @Override
    public void answered(Answer answer) {
        rows.record(answer.rows());
        mistyped.increment(answer.mistyped());
        answer.statuses().forEach((status, count) -> {
            Counter counter = values.get(status);
            if (counter != null) {
                counter.increment(count);
            }
        });
    }
}
