package dev.millrace.servicekit;

import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.catalog.Catalog;
import dev.millrace.telemetry.catalog.KafkaMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Shows the few metrics of Kafka's clients that {@link KafkaMetrics} names, under the names that Micrometer's binder gives them. That one
 * takes all, some hundreds for each client, with a thread for each client, and holds clients that were closed; and it would load its
 * classes while a worker starts. Here a client costs nothing until somebody asks for metrics.
 *
 * <p>Thread-safe.
 */
public final class KafkaMeters {
    private static final Map<String, Metric> CHOSEN = Catalog.of(KafkaMetrics.class).stream()
            .collect(Collectors.toUnmodifiableMap(Metric::prometheus, Function.identity()));

    private static final String TOTAL = "_total";

    /** A new one at each start, by which series would never end. */
    private static final Pattern RANDOM_ID = Pattern.compile("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Labels that tell nothing more. */
    private static final Set<String> PASSED_OVER = Set.of("process_id", "application_id");

    private record Client<T>(WeakReference<T> reference, Function<T, Map<MetricName, ?>> metrics) {
        @Nullable
        Map<MetricName, ?> read() {
            T client = reference.get();
            return client == null ? null : metrics.apply(client);
        }
    }

    private record Key(Metric metric, List<String> labels) {}

    private record Bound(org.apache.kafka.common.Metric source, Meter meter) {}

    private final MeterRegistry registry;
    private final List<Client<?>> clients = new ArrayList<>();
    private final Map<Key, Bound> bound = new HashMap<>();

    KafkaMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows the metrics of {@code client} from now on for as long as it lives; returns it. */
    public synchronized <T> T add(T client, Function<T, ? extends Map<MetricName, ?>> metrics) {
        clients.add(new Client<>(new WeakReference<>(client), metrics::apply));
        return client;
    }

    /** Makes the registry show what there is now. */
    synchronized void refresh() {
        var found = new HashMap<Key, org.apache.kafka.common.Metric>();
        clients.removeIf(client -> {
            Map<MetricName, ?> metrics = client.read();
            if (metrics != null) {
                metrics.forEach((name, value) -> choose(name, value, found));
            }
            return metrics == null;
        });
        bound.entrySet().removeIf(one -> {
            boolean gone = found.get(one.getKey()) != one.getValue().source;
            if (gone) {
                registry.remove(one.getValue().meter);
            }
            return gone;
        });
        found.forEach((key, source) -> bound.computeIfAbsent(key, same -> new Bound(source, bind(key, source))));
    }

    private static void choose(MetricName name, Object value, Map<Key, org.apache.kafka.common.Metric> found) {
        String plain = prometheusName(name);
        Metric metric = CHOSEN.getOrDefault(plain, CHOSEN.get(plain + TOTAL)); // not every sum says so in its name
        if (metric == null || !(value instanceof org.apache.kafka.common.Metric source)) {
            return;
        }
        var tags = new HashMap<String, String>();
        name.tags().forEach((label, text) -> tags.put(label.replace('-', '_'), text));
        tags.keySet().removeAll(PASSED_OVER);
        // The same name is there for each topic and for each partition besides.
        if (new TreeSet<>(tags.keySet()).equals(new TreeSet<>(metric.labels()))) {
            List<String> labels = metric.labels().stream()
                    .map(label ->
                            RANDOM_ID.matcher(tags.getOrDefault(label, "")).replaceAll(""))
                    .toList();
            found.put(new Key(metric, labels), source); // of two that have one name, one was closed: the older
        }
    }

    private static String prometheusName(MetricName name) {
        String group = name.group().endsWith("-metrics")
                ? name.group().substring(0, name.group().length() - "-metrics".length())
                : name.group();
        return ("kafka_" + group + "_" + name.name()).replace('-', '_');
    }

    private Meter bind(Key key, org.apache.kafka.common.Metric source) {
        Metric metric = key.metric;
        String name = metric.prometheus();
        String dotted =
                (name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name).replace('_', '.');
        Tags tags = Tags.empty();
        for (int i = 0; i < key.labels.size(); i++) {
            tags = tags.and(metric.labels().get(i), key.labels.get(i));
        }
        return metric.kind() == Metric.Kind.COUNTER
                ? FunctionCounter.builder(dotted, source, KafkaMeters::number)
                        .description(metric.description())
                        .tags(tags)
                        .register(registry)
                : Gauge.builder(dotted, source, KafkaMeters::number)
                        .description(metric.description())
                        .tags(tags)
                        .register(registry);
    }

    private static double number(org.apache.kafka.common.Metric source) {
        return source.metricValue() instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
