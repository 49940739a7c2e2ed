package dev.millrace.microbench;

import com.google.protobuf.Timestamp;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.embedded.FreePorts;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.Values;
import dev.millrace.features.feast.FeastFeatureStore;
import dev.millrace.features.feast.FeastOptions;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.features.serving.FeatureServerMain;
import dev.millrace.servicekit.Clocks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * What a batch read costs: 50 features of 5 views, for 1 and for 100 entities, straight from Redis and through Feast's client and our
 * feature server; Redis and server are processes of their own, one reader, loopback.
 *
 * <p>Argument: number of reads for each case; a third of it is read before, to warm up.
 */
public final class ServingBench {
    private static final String PROJECT = "bench";
    private static final int VIEWS = 5;
    private static final int FEATURES = 10;
    private static final int ENTITIES = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final LongSupplier CLOCK = Clocks.nanos();

    private ServingBench() {}

    public static void main(String[] args) throws Exception {
        int reads = args.length > 0 ? Integer.parseInt(args[0]) : 6_000;
        Path folder = Files.createTempDirectory("millrace-serving");
        int port = FreePorts.next();
        try (var redis = RedisProcess.start(folder.resolve("redis"));
                var direct = RedisFeatureStore.connect(redis.uri(), PROJECT)) {
            fill(direct);
            var settings = Map.of(
                    "redis.uri", redis.uri(),
                    "redis.project", PROJECT,
                    "features.definitions", definitions(folder).toString(),
                    "serving.port", Integer.toString(port));
            try (var server = Child.start(
                                    "feature-server", FeatureServerMain.class, folder, settings, Jit.WHOLE.options())
                            .awaitReady();
                    var feast = FeastFeatureStore.connect(new FeastOptions("127.0.0.1", port, PATIENCE, false, null))) {
                for (int rows : new int[] {1, 100}) {
                    measure("Redis", direct, rows, reads);
                    Duration cpu = server.cpu();
                    measure("Feast client, server, Redis", feast, rows, reads);
                    Console.format(
                            "CPU µs per read: server %.0f, its compiler included%n",
                            server.cpu().minus(cpu).toNanos() / 1e3 / (reads + reads / 3));
                }
                server.requireAlive();
            }
        } finally {
            Trees.delete(folder);
        }
    }

    private static void measure(String what, FeatureStore store, int rows, int reads) {
        FeatureRefs refs = refs();
        var random = new SplittableRandom(1);
        var nanos = new Histogram(TimeUnit.SECONDS.toNanos(10), 3);
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (int i = -reads / 3; i < reads; i++) {
            List<EntityKey> keys = IntStream.range(0, rows)
                    .mapToObj(row -> EntityKey.of("account_id", random.nextInt(ENTITIES)))
                    .toList();
            long start = CLOCK.getAsLong();
            List<FeatureVector> vectors = store.read(refs, keys);
            long took = CLOCK.getAsLong() - start;
            if (vectors.size() != rows || !vectors.get(rows - 1).found()) {
                throw new IllegalStateException("a row is missing: " + vectors.get(rows - 1));
            }
            if (i >= 0) {
                nanos.recordValue(took);
            }
        }
        Console.format(
                "%3d rows x %d features, %-28s ms: p50 %.2f  p90 %.2f  p99 %.2f  p99.9 %.2f; CPU µs per read: reader %.0f%n",
                rows,
                refs.size(),
                what,
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(90) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getValueAtPercentile(99.9) / 1e6,
                (THREADS.getCurrentThreadCpuTime() - cpu) / 1e3 / (reads + reads / 3));
    }

    private static FeatureRefs refs() {
        List<FeatureRef> refs = new ArrayList<>();
        for (int view = 0; view < VIEWS; view++) {
            for (int feature = 0; feature < FEATURES; feature++) {
                refs.add(new FeatureRef("view_" + view, "f" + feature));
            }
        }
        return FeatureRefs.of(refs);
    }

    private static Path definitions(Path folder) throws IOException {
        var yaml =
                new StringBuilder("project: " + PROJECT + "\nentities:\n  - {name: account_id, type: INT64}\nviews:\n");
        for (int view = 0; view < VIEWS; view++) {
            yaml.append("  - name: view_").append(view).append("\n    entities: [account_id]\n    features:\n");
            for (int feature = 0; feature < FEATURES; feature++) {
                yaml.append("      - {name: f").append(feature).append(", type: DOUBLE}\n");
            }
        }
        return Files.writeString(folder.resolve("views.yaml"), yaml);
    }

    private static void fill(RedisFeatureStore store) throws IOException {
        var waiting = new Waiting(PATIENCE, POLL, "Redis does not answer");
        while (!store.reachable()) {
            waiting.once();
        }
        for (int view = 0; view < VIEWS; view++) {
            for (int from = 0; from < ENTITIES; from += 1000) {
                int inView = view;
                store.write(IntStream.range(from, from + 1000)
                        .mapToObj(entity -> row(inView, entity))
                        .toList());
            }
        }
    }

    private static FeatureRow row(int view, int entity) {
        var row = FeatureRow.newBuilder()
                .setFeatureView("view_" + view)
                .setEventTime(Timestamp.newBuilder().setSeconds(1_700_000_000));
        row.addJoinKeysBuilder().setName("account_id").setValue(Values.int64(entity));
        for (int feature = 0; feature < FEATURES; feature++) {
            row.addFeaturesBuilder().setName("f" + feature).setValue(Values.float64(entity + feature / 7.0));
        }
        return row.build();
    }
}
