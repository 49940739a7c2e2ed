package dev.millrace.telemetry.catalog;

import dev.millrace.telemetry.Metric;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;

/** All metrics that there are. */
public final class Catalog {
    private static final List<Class<?>> PARTS = List.of(
            StageMetrics.class,
            WorkerMetrics.class,
            StoreMetrics.class,
            ScalerMetrics.class,
            ObserverMetrics.class,
            PlatformMetrics.class,
            JvmMetrics.class,
            KafkaMetrics.class,
            FlinkMetrics.class,
            RedisMetrics.class,
            GpuMetrics.class);

    private Catalog() {}

    /** In the order of the platform's parts. */
    public static List<Metric> all() {
        return PARTS.stream().flatMap(part -> of(part).stream()).toList();
    }

    /** The parts: classes whose public constants are metrics. */
    public static List<Class<?>> parts() {
        return PARTS;
    }

    /** The metrics of one part, as they stand in its class. */
    public static List<Metric> of(Class<?> part) {
        return Arrays.stream(part.getFields())
                .filter(field -> field.getType() == Metric.class)
                .map(Catalog::value)
                .toList();
    }

    private static Metric value(Field field) {
        try {
            return (Metric) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
