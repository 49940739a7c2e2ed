package dev.millrace.microbench;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.microbench.StoreLoad.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The feature store on Redis beside bare paths on the same server, in turns: Redis's own load generator, and Lettuce's pipelined
 * commands with answers that nobody decodes. Reads are of 50 doubles, writes of 10. Each figure is the median of the rounds.
 *
 * <p>Argument: rounds that count; optional.
 */
public final class StoreBench {
    private static final int WARM_UP = 2;
    private static final int ROWS = 40_000;
    private static final int SINGLE_READS = 5_000;
    private static final int WRITTEN = 20_000;
    private static final int WRITE_BATCH = 500;

    /** Different batches of a case; an entity is read again after so many calls. */
    private static final int DISTINCT = 100;

    private final RedisProcess redis;
    private final BareRedis bare;
    private final RedisFeatureStore store;

    private StoreBench(RedisProcess redis, BareRedis bare, RedisFeatureStore store) {
        this.redis = redis;
        this.bare = bare;
        this.store = store;
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        Path folder = Files.createTempDirectory("millrace-bench");
        try (var redis = RedisProcess.start(folder);
                var store = RedisFeatureStore.connect(redis.uri(), StoreLoad.PROJECT)) {
            var waiting = new Waiting(Duration.ofSeconds(20), Duration.ofMillis(20), "Redis does not answer");
            while (!store.reachable()) {
                waiting.once();
            }
            try (var bare = new BareRedis(redis.uri())) {
                new StoreBench(redis, bare, store).run(rounds);
            }
        } finally {
            Trees.delete(folder);
        }
    }

    private void run(int rounds) throws Exception {
        for (int from = 0; from < StoreLoad.ENTITIES; from += WRITE_BATCH) {
            store.write(Table.WIDE.rows(from, WRITE_BATCH, 1));
            bare.write(Table.WIDE.bareKeys(from, WRITE_BATCH), Table.WIDE.bareRow());
        }
        List<StoreCase> cases = cases();
        Map<String, List<StoreSample>> samples = new HashMap<>();
        for (int round = 0; round < WARM_UP + rounds; round++) {
            for (StoreCase one : cases) {
                StoreSample sample = one.run(round, redis::cpu);
                if (round >= WARM_UP) {
                    samples.computeIfAbsent(one.name(), name -> new ArrayList<>())
                            .add(sample);
                }
            }
        }
        for (int pipeline : new int[] {1, 100}) {
            String found = RedisBenchmark.hmget(redis.uri(), pipeline == 1 ? SINGLE_READS * 2 : ROWS * 2, pipeline)
                    .orElse("not installed");
            Console.line("redis-benchmark HMGET of 51 fields, " + pipeline + " in flight: " + found);
        }
        tell(cases, samples);
    }

    private static void tell(List<StoreCase> cases, Map<String, List<StoreSample>> samples) {
        Console.line("| case | rows/s | of bare | p50 µs per call | p99 | CPU µs per row: client | Redis |");
        Console.line("|---|---|---|---|---|---|---|");
        for (StoreCase one : cases) {
            StoreSample found = StoreSample.median(samples.getOrDefault(one.name(), List.of()));
            StoreSample beside = StoreSample.median(samples.getOrDefault(one.bare(), List.of()));
            Console.format(
                    "| %s | %,.0f | %.0f %% | %,.0f | %,.0f | %.1f | %.1f |%n",
                    one.name(),
                    found.rowsPerSecond(),
                    100 * found.rowsPerSecond() / beside.rowsPerSecond(),
                    found.p50(),
                    found.p99(),
                    found.clientCpu(),
                    found.redisCpu());
        }
    }

    private List<StoreCase> cases() {
        List<StoreCase> cases = new ArrayList<>();
        for (int batch : new int[] {1, 100, 500}) {
            int calls = batch == 1 ? SINGLE_READS : ROWS / batch;
            String name = "bare read of " + batch;
            cases.add(new StoreCase(name, batch, calls, 1, name, bareReads(batch)));
            cases.add(new StoreCase("read of " + batch, batch, calls, 1, name, reads(batch)));
        }
        cases.add(new StoreCase("read of 1, 4 callers", 1, 2 * SINGLE_READS, 4, "bare read of 1", reads(1)));
        cases.add(new StoreCase("read of 100, 4 callers", 100, ROWS / 100, 4, "bare read of 100", reads(100)));
        String name = "bare write of " + WRITE_BATCH;
        cases.add(new StoreCase(name, WRITE_BATCH, WRITTEN / WRITE_BATCH, 1, name, round -> bareWrites()));
        cases.add(new StoreCase(
                "write of " + WRITE_BATCH, WRITE_BATCH, WRITTEN / WRITE_BATCH, 1, name, StoreBench.this::writes));
        return cases;
    }

    private IntFunction<StoreCase.Call> bareReads(int batch) {
        byte[][] fields = Table.WIDE.bareRow().keySet().toArray(byte[][]::new);
        List<List<byte[]>> keys = IntStream.range(0, DISTINCT)
                .mapToObj(i -> Table.WIDE.bareKeys(i * batch, batch))
                .toList();
        return round -> number -> bare.read(keys.get(number % DISTINCT), fields);
    }

    private IntFunction<StoreCase.Call> reads(int batch) {
        var refs = Table.WIDE.refs();
        List<List<EntityKey>> keys = IntStream.range(0, DISTINCT)
                .mapToObj(i -> Table.WIDE.keys(i * batch, batch))
                .toList();
        return round -> number -> {
            var vectors = store.read(refs, keys.get(number % DISTINCT));
            if (!vectors.get(batch - 1).found()) {
                throw new IllegalStateException("a row that was written is not found");
            }
        };
    }

    private StoreCase.Call bareWrites() {
        var row = Table.NARROW.bareRow();
        List<List<byte[]>> keys = IntStream.range(0, WRITTEN / WRITE_BATCH)
                .mapToObj(i -> Table.NARROW.bareKeys(i * WRITE_BATCH, WRITE_BATCH))
                .toList();
        return number -> bare.write(keys.get(number), row);
    }

    /** Every row is newer than the stored one. */
    private StoreCase.Call writes(int round) {
        List<List<FeatureRow>> batches = IntStream.range(0, WRITTEN / WRITE_BATCH)
                .mapToObj(i -> Table.NARROW.rows(
                        i * WRITE_BATCH, WRITE_BATCH, 2L + WRITE_BATCH * (long) i + WRITTEN * (long) round))
                .toList();
        return number -> {
            if (store.write(batches.get(number)).written() != WRITE_BATCH) {
                throw new IllegalStateException("a newer row was not written");
            }
        };
    }
}
