package dev.millrace.observer.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.observer.snapshot.DeadLetterCount;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Dead letters by stage and kind. Anybody may write some: what does not look like a stage or a kind is {@code other}. */
public final class DeadLetterTable {
    private static final int MOST_STAGES = 50;
    private static final Pattern STAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Set<String> KINDS =
            Arrays.stream(ErrorKind.values()).map(ErrorKind::label).collect(Collectors.toUnmodifiableSet());

    private record Key(String stage, String kind) {}

    private final MeterRegistry registry;
    private final Map<Key, Counter> counters = new HashMap<>();

    public DeadLetterTable(MeterRegistry registry) {
        this.registry = registry;
    }

    /** One more, by its headers. */
    public void add(Headers headers) {
        String kind = text(headers.lastHeader(DeadLetter.KIND));
        var key =
                new Key(stage(text(headers.lastHeader(DeadLetter.STAGE))), KINDS.contains(kind) ? kind : Series.OTHER);
        counters.computeIfAbsent(key, same -> ObserverMetrics.DEAD_LETTERS.counter(registry, key.stage, key.kind))
                .increment();
    }

    private String stage(String stage) {
        boolean known = counters.keySet().stream().anyMatch(key -> key.stage.equals(stage));
        long stages = counters.keySet().stream().map(Key::stage).distinct().count();
        return known || (stages < MOST_STAGES && STAGE.matcher(stage).matches()) ? stage : Series.OTHER;
    }

    private static String text(@Nullable Header header) {
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    public List<DeadLetterCount> counts() {
        return counters.entrySet().stream()
                .map(one -> new DeadLetterCount(one.getKey().stage, one.getKey().kind, (long)
                        one.getValue().count()))
                .sorted(Comparator.comparing(DeadLetterCount::stage).thenComparing(DeadLetterCount::kind))
                .toList();
    }
}
