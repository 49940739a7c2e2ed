package dev.millrace.features.materializer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.embedded.FreePorts;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * While rows flow, the materializer is killed again and again, and so is Redis, or it is restarted in order. Settings:
 * {@code -Dmillrace.chaos.seconds} (8), {@code -Dmillrace.chaos.rate} in rows per second (4000), {@code -Dmillrace.chaos.pause}, the
 * most milliseconds between two faults (4000), {@code -Dmillrace.chaos.seed} (1).
 *
 * <p>A killed member's partitions stand still until its session has run out, 3 s on this broker: with pauses as short as that the
 * lag grows for the whole run, and what is shown is that nothing is lost and that it is worked off afterwards.
 */
@Timeout(600)
class MaterializerChaosTest {
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("millrace.chaos.seconds", 8));
    private static final int PER_SECOND = Integer.getInteger("millrace.chaos.rate", 4_000);
    private static final int PAUSE = Integer.getInteger("millrace.chaos.pause", 4_000);
    private static final long SEED = Long.getLong("millrace.chaos.seed", 1);
    private static final Duration CATCH_UP = Duration.ofMinutes(4);
    private static final int READ = 1_000;

    /** What Redis promises about the rows that it has taken, by what happens to it. */
    enum Fault {
        REDIS_IS_KILLED("always"),
        REDIS_IS_RESTARTED("everysec");

        private final String fsync;

        Fault(String fsync) {
            this.fsync = fsync;
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostNothingStaleIsLeftAndTheLagReturnsToZero(Fault fault, @TempDir Path folder) throws Exception {
        var random = new Random(SEED);
        try (var broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder.resolve("kafka")));
                var redis = AppendOnlyRedis.start(folder.resolve("redis"), FreePorts.next(), fault.fsync)) {
            broker.createTopics(Topics.all(List.of()));
            var kafka = KafkaClients.of(broker.bootstrap(), Map.of());
            ServiceProcess materializer = start(folder, kafka, redis).awaitReady();
            try (var traffic = new FeatureTraffic(kafka, PER_SECOND);
                    var lag = new Lag(kafka, MaterializerMain.GROUP)) {
                int kills = 0;
                int restarts = 0;
                long begun = System.nanoTime();
                while (System.nanoTime() - begun < LENGTH.toNanos()) {
                    lag.watch(pause(random));
                    materializer.kill();
                    kills++;
                    materializer = start(folder, kafka, redis);
                    lag.watch(pause(random));
                    if (fault == Fault.REDIS_IS_KILLED) {
                        redis.kill();
                    } else {
                        redis.close();
                    }
                    restarts++;
                    lag.watch(Duration.ofMillis(random.nextInt(500)));
                    redis.startAgain();
                }
                long rows = traffic.stop();
                double seconds = (System.nanoTime() - begun) / 1e9;
                long stopped = System.nanoTime();
                lag.awaitZero(CATCH_UP);
                System.out.printf(
                        "materializer chaos, %s, appendfsync %s: %d rows, %.0f/s, %d kills, Redis down %d times, longest lag %d, lag 0 after %.1f s, seed %d%n",
                        fault,
                        fault.fsync,
                        rows,
                        rows / seconds,
                        kills,
                        restarts,
                        lag.longest(),
                        (System.nanoTime() - stopped) / 1e9,
                        SEED);
                try (var store = RedisFeatureStore.connect(redis.uri(), "millrace")) {
                    assertThat(wrong(store, FeatureTraffic.newest(rows)))
                            .as("entities that are not at their newest row")
                            .isEmpty();
                }
                assertThat(lag.end(Topics.DEAD_LETTERS, 1)).as("dead letters").isZero();
                assertThat(materializer.stop()).isEqualTo(ServiceProcess.TERMINATED);
            } finally {
                materializer.kill();
            }
        }
    }

    private static Duration pause(Random random) {
        return Duration.ofMillis(PAUSE / 4 + random.nextInt(PAUSE * 3 / 4));
    }

    private static ServiceProcess start(Path folder, KafkaClients kafka, AppendOnlyRedis redis) throws IOException {
        Path definitions = Files.writeString(folder.resolve("views.yaml"), FeatureTraffic.YAML);
        var settings = Map.of(
                "kafka.bootstrap",
                kafka.bootstrap(),
                "redis.uri",
                redis.uri(),
                "materializer.retry-max",
                "500ms",
                "features.definitions",
                definitions.toString());
        return ServiceProcess.start(MaterializerMain.class, "materializer", folder.resolve("m"), 128, settings);
    }

    private static List<String> wrong(RedisFeatureStore store, long[] newest) {
        List<String> wrong = new ArrayList<>();
        for (int from = 0; from < newest.length; from += READ) {
            List<EntityKey> keys = new ArrayList<>();
            for (int entity = from; entity < Math.min(newest.length, from + READ); entity++) {
                keys.add(FeatureTraffic.key(entity));
            }
            List<FeatureVector> vectors = store.read(FeatureTraffic.REFS, keys);
            for (int i = 0; i < vectors.size(); i++) {
                if (!right(vectors.get(i), newest[from + i])) {
                    wrong.add("entity " + (from + i) + " has " + vectors.get(i) + ", its newest row is "
                            + newest[from + i]);
                }
            }
        }
        return wrong;
    }

    /** Wholly of that row, under its time. */
    private static boolean right(FeatureVector vector, long number) {
        return number < 0
                ? !vector.found()
                : FeatureTraffic.time(number).equals(vector.eventTime(0))
                        && vector.number("number").orElse(-1) == number
                        && vector.number("mean").orElse(-1) == number / 2.0
                        && vector.number("max").orElse(-1) == number;
    }
}
