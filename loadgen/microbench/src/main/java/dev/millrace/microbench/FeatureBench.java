package dev.millrace.microbench;

import com.google.protobuf.Timestamp;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.redis.RedisFeatureStore;
import feast.proto.types.ValueProto.DoubleList;
import feast.proto.types.ValueProto.StringList;
import feast.proto.types.ValueProto.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Stage (d): as (c), with a look-up of features for each request; broker, Redis and worker are processes of their own.
 *
 * <p>What a user did travels with the request, so that a recommender with a live model looks nothing up. Before one is live it
 * reads the view {@code item_popularity} before a batch and keeps it for {@code popularity.ttl}. Here nothing is live. In two cases
 * the row is kept for an hour, in two for a nanosecond: there is a read for each batch then, and in batches of one request a
 * read for each request. Redis counts the reads.
 *
 * <p>Argument: number of requests for each case.
 */
public final class FeatureBench {
    private static final String MODEL = "recommender";
    private static final int DISTINCT = 512;
    private static final int ITEMS = 100;
    private static final int HISTORY = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Lab lab;
    private final RedisProcess redis;
    private final int requests;
    private int answered;

    private FeatureBench(Lab lab, RedisProcess redis, int requests) {
        this.lab = lab;
        this.redis = redis;
        this.requests = requests;
    }

    public static void main(String[] args) throws Exception {
        int requests = args.length > 0 ? Integer.parseInt(args[0]) : 40_000;
        try (var lab = Lab.withTopics(Topics.all(List.of(MODEL)), Jit.WHOLE);
                var redis = RedisProcess.start(lab.folder("redis"))) {
            writePopularity(redis);
            var bench = new FeatureBench(lab, redis, requests);
            bench.run("row kept", "PT1H", 32);
            bench.run("a read for each batch", "PT0.000000001S", 32);
            bench.run("row kept", "PT1H", 1);
            bench.run("a read for each request", "PT0.000000001S", 1);
            new AnswerCheck(lab.kafka(), Topics.RECOMMENDATIONS, value -> Recommendation.CODEC
                            .decode(value)
                            .source())
                    .requireOneEach(bench.answered);
        }
    }

    private static void writePopularity(RedisProcess redis) {
        var row = FeatureRow.newBuilder()
                .setFeatureView("item_popularity")
                .setEventTime(Timestamp.newBuilder().setSeconds(1_700_000_000))
                .addFeatures(feature(
                        "items",
                        Value.newBuilder()
                                .setStringListVal(StringList.newBuilder().addAllVal(items(0, ITEMS)))))
                .addFeatures(feature(
                        "scores",
                        Value.newBuilder()
                                .setDoubleListVal(DoubleList.newBuilder()
                                        .addAllVal(IntStream.range(0, ITEMS)
                                                .mapToObj(item -> (double) (ITEMS - item))
                                                .toList()))))
                .build();
        try (var store = RedisFeatureStore.connect(redis.uri(), "millrace")) {
            var waiting = new Waiting(PATIENCE, POLL, "Redis does not answer");
            while (!store.reachable()) {
                waiting.once();
            }
            if (store.write(List.of(row)).written() != 1) {
                throw new IllegalStateException("the row of popular items was not written");
            }
        }
    }

    private static FeatureRow.Feature feature(String name, Value.Builder value) {
        return FeatureRow.Feature.newBuilder().setName(name).setValue(value).build();
    }

    private static List<String> items(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(item -> "item-" + item)
                .toList();
    }

    private void run(String what, String ttl, int batchMax) throws Exception {
        var backlog = new Backlog(lab.kafka(), Topics.inference(MODEL), Topics.RECOMMENDATIONS);
        backlog.fill(users(), answered, requests);
        var settings = Map.of(
                "model.name",
                MODEL,
                "redis.uri",
                redis.uri(),
                "popularity.ttl",
                ttl,
                "batch.max",
                Integer.toString(batchMax));
        long reads = redis.reads();
        Duration cpu = redis.cpu();
        List<Sample> samples;
        try (Child worker = lab.worker(settings)) {
            samples = backlog.watch(worker, lab.broker(), answered, requests);
        }
        answered += requests;
        Console.format(
                "%s, batch.max %d: %.3f reads per request, CPU µs per request: Redis %.1f%n"
                        + "  whole:  %s%n  steady: %s%n",
                what,
                batchMax,
                (double) (redis.reads() - reads) / requests,
                redis.cpu().minus(cpu).toNanos() / 1e3 / requests,
                Drain.whole(samples),
                Drain.steady(samples));
    }

    private static byte[][] users() {
        byte[][] users = new byte[DISTINCT][];
        for (int i = 0; i < DISTINCT; i++) {
            String[] history = items(i % ITEMS, HISTORY).toArray(new String[0]);
            String id = "request-" + i;
            users[i] = new UserStateRequest(
                            id, "user-" + i, 10, "request", 1_700_000_000_000L, history, new long[HISTORY], history)
                    .encode(MODEL);
        }
        return users;
    }
}
