package dev.millrace.features.decorators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import feast.proto.types.ValueProto.Value;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The whole stack, seen through its metrics. */
class MeteredFeatureStoreTest {
    private static final FeatureRefs REFS = FeatureRefs.of(
            List.of(new FeatureRef("item", "a"), new FeatureRef("item", "b"), new FeatureRef("user", "c")));
    private static final FeatureRefs ITEM = FeatureRefs.of("item", List.of("a"));

    private final ManualClock clock = new ManualClock();
    private final FaultyFeatureStore backend = new FaultyFeatureStore();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FeatureStore store = OnlineFeatures.stack(
            backend,
            CircuitPolicy.DEFAULT,
            new CachePolicy(Set.of("item"), Duration.ofSeconds(10), 100),
            Map.of("item", Duration.ofMinutes(1)),
            new MicrometerFeatureStoreMetrics(registry, clock),
            clock,
            clock::nanos);

    @Test
    void whatIsFoundIsCountedByViewAndStatus() {
        store.write(List.of(
                row("item", 1, Map.of("a", Values.int64(1), "b", Value.getDefaultInstance())),
                row("user", 1, Map.of("c", Values.int64(1)))));
        store.read(REFS, List.of(key(1), key(2)));
        clock.advance(Duration.ofMinutes(2));
        store.read(REFS, List.of(key(1)));

        assertThat(statuses("item", "present")).isEqualTo(1);
        assertThat(statuses("item", "null_value")).isEqualTo(1);
        assertThat(statuses("item", "not_found")).isEqualTo(2);
        assertThat(statuses("item", "outside_max_age")).isEqualTo(2);
        assertThat(statuses("user", "present")).isEqualTo(2);
        assertThat(statuses("user", "not_found")).isEqualTo(1);
        assertThat(count("millrace.features.read.rows")).isEqualTo(3);
        assertThat(registry.get("millrace.features.age")
                        .tag("view", "user")
                        .timer()
                        .max(TimeUnit.SECONDS))
                .as("the oldest of a read")
                .isEqualTo(120);
        assertThat(registry.get("millrace.features.read")
                        .tag("outcome", "ok")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void memoryIsCountedAndServesWhileTheStoreIsAway() {
        store.write(List.of(row("item", 1, Map.of("a", Values.int64(1)))));
        store.read(ITEM, key(1));
        backend.away(true);
        assertThat(store.read(ITEM, key(1)).number("a")).hasValue(1);
        assertThat(cache("hit")).isEqualTo(1);
        assertThat(cache("miss")).isEqualTo(1);
    }

    @Test
    void whatIsKeptInMemoryAgesToo() {
        store.write(List.of(row("item", 1, Map.of("a", Values.int64(1)))));
        clock.advance(Duration.ofSeconds(59));
        store.read(ITEM, key(1));
        clock.advance(Duration.ofSeconds(2));
        store.read(ITEM, key(1));
        assertThat(cache("hit")).isEqualTo(1);
        assertThat(statuses("item", "outside_max_age")).isEqualTo(1);
    }

    @Test
    void failuresAreTimedApart() {
        backend.away(true);
        assertThatExceptionOfType(FeatureStoreUnavailableException.class).isThrownBy(() -> store.read(REFS, key(1)));
        assertThat(registry.get("millrace.features.read")
                        .tag("outcome", "error")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void redisIsTimedByCommandWhetherItAnswersOrNot() {
        FeatureStore timed = MeteredFeatureStore.wrap(backend, new RedisTimes(registry), clock::nanos);
        timed.write(List.of(row("item", 1, Map.of("a", Values.int64(1)))));
        timed.read(ITEM, key(1));
        backend.away(true);
        assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                .isThrownBy(() -> timed.write(List.of(row("item", 1, Map.of("a", Values.int64(1))))));
        assertThat(redis("write")).isEqualTo(2);
        assertThat(redis("read")).isEqualTo(1);
    }

    private long redis(String command) {
        return registry.get("millrace.redis.commands")
                .tag("command", command)
                .timer()
                .count();
    }

    @Test
    void timeIsTheCallers() {
        long[] now = {5};
        FeatureStore timed = MeteredFeatureStore.wrap(
                backend, new MicrometerFeatureStoreMetrics(registry, clock), () -> now[0] += 1_000_000);
        timed.read(ITEM, key(1));
        assertThat(registry.get("millrace.features.read")
                        .tag("outcome", "ok")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(1);
    }

    @Test
    void theStoreIsClosedWithItsDecorators() {
        store.close();
        assertThat(backend.closed()).isTrue();
    }

    private double statuses(String view, String status) {
        return registry.get("millrace.features.read.statuses")
                .tag("view", view)
                .tag("status", status)
                .counter()
                .count();
    }

    private double cache(String outcome) {
        return registry.get("millrace.features.cache")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double count(String name) {
        return registry.get(name).counter().count();
    }

    private static EntityKey key(int id) {
        return EntityKey.of("id", id);
    }

    private static FeatureRow row(String view, int id, Map<String, Value> features) {
        return Rows.row(view, key(id), ManualClock.T0, features);
    }
}
