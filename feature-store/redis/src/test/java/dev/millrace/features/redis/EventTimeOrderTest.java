package dev.millrace.features.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.InMemoryFeatureStore;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** The script decides as the in-memory store does, whatever the times: the script reads them from their bytes. */
class EventTimeOrderTest {
    private record Running(Path folder, EmbeddedRedis redis, RedisFeatureStore store) {}

    private static @Nullable Running running;
    private static int entities;

    @BeforeContainer
    static void start() throws IOException {
        Path folder = Files.createTempDirectory("redis");
        EmbeddedRedis redis = EmbeddedRedis.start(folder);
        running = new Running(folder, redis, RedisFeatureStore.connect(redis.uri(), "order"));
    }

    @AfterContainer
    static void stop() throws Exception {
        Running ended = Objects.requireNonNull(running);
        ended.store().close();
        ended.redis().close();
        try (var files = Files.walk(ended.folder())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 200)
    void redisAndMemoryAgree(@ForAll("times") List<Instant> times) {
        RedisFeatureStore store = Objects.requireNonNull(running).store();
        EntityKey key = EntityKey.of("n", entities++);
        List<FeatureRow> rows = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            rows.add(Rows.row("v", key, times.get(i), Map.of("i", Values.int64(i))));
        }
        try (var memory = new InMemoryFeatureStore()) {
            assertThat(store.write(rows)).isEqualTo(memory.write(rows));
            assertThat(store.read(FeatureRefs.of("v", List.of("i")), key))
                    .isEqualTo(memory.read(FeatureRefs.of("v", List.of("i")), key));
        }
    }

    /** Few distinct seconds and nanoseconds beside arbitrary ones, so that ties and near ties come up. */
    @Provide
    Arbitrary<List<Instant>> times() {
        Arbitrary<Long> seconds = Arbitraries.oneOf(
                Arbitraries.of(-128L, -1L, 0L, 1L, 127L, 128L, 1_700_000_000L),
                Arbitraries.longs().between(-62_135_596_800L, 253_402_300_799L));
        Arbitrary<Integer> nanos = Arbitraries.oneOf(
                Arbitraries.of(0, 1, 127, 128, 999_999_999),
                Arbitraries.integers().between(0, 999_999_999));
        return Combinators.combine(seconds, nanos)
                .as((s, n) -> Instant.ofEpochSecond(s, n))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }
}
