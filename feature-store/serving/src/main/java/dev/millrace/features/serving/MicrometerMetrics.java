package dev.millrace.features.serving;

import feast.proto.serving.ServingAPIProto.FieldStatus;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code serving_requests_seconds} by gRPC status, {@code serving_rows} of a request, {@code serving_values_total} by Feast's field
 * status and {@code serving_mistyped_total}, stored values that are not of the declared type.
 */
final class MicrometerMetrics implements ServingMetrics {
    private static final Duration[] BOUNDS = {
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2)
    };

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
                    status,
                    Counter.builder("serving.values")
                            .description("Values answered by Feast's field status")
                            .tag("status", status.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        rows = DistributionSummary.builder("serving.rows")
                .description("Entities of a request")
                .register(registry);
        mistyped = Counter.builder("serving.mistyped")
                .description("Stored values that are not of the declared type, answered as NOT_FOUND")
                .register(registry);
    }

    @Override
    public void ended(Status.Code status, long nanos) {
        requests.computeIfAbsent(status, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Status.Code status) {
        return Timer.builder("serving.requests")
                .description("Requests for features by gRPC status")
                .tag("status", status.name())
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
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
