package dev.millrace.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * One metric: what it is called, what it tells, and how it is registered. Nothing is registered in any other way, so a name that
 * a dashboard uses is a name that some process has.
 *
 * @param name dotted, as Micrometer has it ({@code millrace.worker.run}); for what others make, the name that Prometheus sees
 * @param kind of meter
 * @param unit base unit: {@code seconds}, {@code bytes}, {@code records}, {@code ratio}, or empty for plain counts
 * @param description one sentence for people
 * @param labels names of its labels, in the order in which values are given; all of few values
 * @param origin who registers it
 */
public record Metric(String name, Kind kind, String unit, String description, List<String> labels, Origin origin) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([._][a-z0-9]+)*");
    private static final double NANOS = 1e9;

    /** Kind of meter. */
    public enum Kind {
        COUNTER,
        GAUGE,
        /** Histogram of seconds with the bounds of {@link Buckets#seconds}. */
        TIMER,
        /** Histogram of counts with the bounds of {@link Buckets#counts}. */
        SUMMARY
    }

    /** Who registers a metric. */
    public enum Origin {
        /** A process of this platform, by {@link Metric}. */
        OURS,
        /** A library in a process of this platform; the name is as Prometheus sees it. */
        BRIDGED,
        /** Another product beside the platform; the name is as Prometheus sees it, and there may be none. */
        OUTSIDE
    }

    public Metric {
        if (origin == Origin.OURS && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name: " + name + " is not lower case with dots");
        }
        if (description.isBlank()) {
            throw new IllegalArgumentException("description of " + name + " is missing");
        }
        labels = List.copyOf(labels);
    }

    public static Metric counter(String name, String description, String... labels) {
        return new Metric(name, Kind.COUNTER, "", description, List.of(labels), Origin.OURS);
    }

    public static Metric gauge(String name, String unit, String description, String... labels) {
        return new Metric(name, Kind.GAUGE, unit, description, List.of(labels), Origin.OURS);
    }

    public static Metric timer(String name, String description, String... labels) {
        return new Metric(name, Kind.TIMER, "seconds", description, List.of(labels), Origin.OURS);
    }

    public static Metric summary(String name, String unit, String description, String... labels) {
        return new Metric(name, Kind.SUMMARY, unit, description, List.of(labels), Origin.OURS);
    }

    /** {@code name} as Prometheus sees it; of a counter with its {@code _total}, of a timer without {@code _count} and the like. */
    public static Metric bridged(String name, Kind kind, String unit, String description, String... labels) {
        return new Metric(name, kind, unit, description, List.of(labels), Origin.BRIDGED);
    }

    /** As {@link #bridged}, of a product beside the platform. */
    public static Metric outside(String name, Kind kind, String unit, String description, String... labels) {
        return new Metric(name, kind, unit, description, List.of(labels), Origin.OUTSIDE);
    }

    /** The name of the family in Prometheus: {@code _total} after counters, {@code _seconds} after timers. */
    public String prometheus() {
        if (origin != Origin.OURS) {
            return name;
        }
        String plain = name.replace('.', '_');
        return switch (kind) {
            case COUNTER -> plain + "_total";
            case TIMER -> plain + "_seconds";
            case GAUGE, SUMMARY -> plain;
        };
    }

    /** The counter with these values of its labels. */
    public Counter counter(MeterRegistry registry, String... values) {
        require(Kind.COUNTER);
        return Counter.builder(name).description(description).tags(tags(values)).register(registry);
    }

    /** A counter that is read from {@code source}, which somebody else must hold. */
    public <T> FunctionCounter counter(MeterRegistry registry, T source, ToDoubleFunction<T> count, String... values) {
        require(Kind.COUNTER);
        return FunctionCounter.builder(name, source, count)
                .description(description)
                .tags(tags(values))
                .register(registry);
    }

    /** A gauge that asks {@code value}, and holds it. */
    public Gauge gauge(MeterRegistry registry, Supplier<Number> value, String... values) {
        require(Kind.GAUGE);
        return Gauge.builder(name, value)
                .description(description)
                .tags(tags(values))
                .register(registry);
    }

    /** A gauge whose rows, with {@link #tags}, come and go. */
    public MultiGauge gauges(MeterRegistry registry) {
        require(Kind.GAUGE);
        return MultiGauge.builder(name).description(description).register(registry);
    }

    public Timer timer(MeterRegistry registry, String... values) {
        require(Kind.TIMER);
        return Timer.builder(name)
                .description(description)
                .tags(tags(values))
                .serviceLevelObjectives(Arrays.stream(Buckets.seconds())
                        .mapToObj(bound -> Duration.ofNanos(Math.round(bound * NANOS)))
                        .toArray(Duration[]::new))
                .register(registry);
    }

    /** A histogram of counts up to {@code 2^exponent}. */
    public DistributionSummary summary(MeterRegistry registry, int exponent, String... values) {
        require(Kind.SUMMARY);
        return DistributionSummary.builder(name)
                .description(description)
                .tags(tags(values))
                .serviceLevelObjectives(Buckets.counts(exponent))
                .register(registry);
    }

    /** One value for each label. */
    public Tags tags(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(
                    name + " has the labels " + labels + " and was given " + Arrays.toString(values));
        }
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(labels.get(i), values[i]);
        }
        return tags;
    }

    private void require(Kind asked) {
        if (kind != asked || origin != Origin.OURS) {
            throw new IllegalStateException(name + " is a " + kind + " of origin " + origin);
        }
    }
}
