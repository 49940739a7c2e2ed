package dev.millrace.microbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.training.recommend.PlantedCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Users with 20 to 50 items behind them, all of which they are not to be given again, mostly of one group of a planted catalogue
 * whose embeddings have 64 dimensions; each wants ten items.
 */
final class RecommenderLoad implements HeadLoad.BareBatch {
    private static final int DISTINCT = 2000;
    private static final int HISTORY = 50;
    private static final int K = 10;
    private static final int GROUP = 100;
    /** What ten items and up to fifty seen ones come to. */
    private static final int FETCH = 64;

    private final List<String> items;
    private final List<int[]> histories = new ArrayList<>();

    private RecommenderLoad(int items) {
        this.items = IntStream.range(0, items).mapToObj(item -> "item-" + item).toList();
        var random = new SplittableRandom(42);
        for (int user = 0; user < DISTINCT; user++) {
            int group = random.nextInt(items / GROUP) * GROUP;
            histories.add(IntStream.generate(
                            () -> random.nextInt(5) == 0 ? random.nextInt(items) : group + random.nextInt(GROUP))
                    .distinct()
                    .limit(random.nextInt(20, HISTORY + 1))
                    .toArray());
        }
    }

    static HeadLoad make(int items) {
        if (items < 2 * GROUP) {
            throw new IllegalArgumentException("items: " + items + " is less than " + 2 * GROUP);
        }
        var load = new RecommenderLoad(items);
        String model = "recommender";
        return new HeadLoad(
                model,
                Topics.RECOMMENDATIONS,
                new PlantedCatalogue(load.items, items / GROUP, 64, HISTORY, 7).onnx(),
                TimedStage.STATE,
                IntStream.range(0, DISTINCT)
                        .mapToObj(user -> ("user-" + user).getBytes(UTF_8))
                        .toList(),
                IntStream.range(0, DISTINCT)
                        .mapToObj(user -> load.request(user).encode(model))
                        .toList(),
                value -> Recommendation.CODEC.decode(value).source(),
                load);
    }

    private UserStateRequest request(int user) {
        String[] history =
                IntStream.of(histories.get(user)).mapToObj(items::get).toArray(String[]::new);
        String[] seen = history.clone();
        Collections.reverse(Arrays.asList(seen)); // oldest first, as Kafka Streams keeps them
        long[] times = new long[history.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = 1_700_000_000_000L - 60_000L * i;
        }
        return new UserStateRequest(
                "user-events/0/" + user, "user-" + user, K, "user-events/0/" + user, times[0], history, times, seen);
    }

    @Override
    public List<Shape> inputs(int batch) {
        return List.of(Shape.longs("history", batch, HISTORY), Shape.longs("k", 1));
    }

    @Override
    public List<Shape> outputs(int batch) {
        return List.of(Shape.longs("items", batch, FETCH), Shape.floats("scores", batch, FETCH));
    }

    @Override
    public void fill(BoundRun run, int batch) {
        run.longs("k").put(0, FETCH);
        for (int row = 0; row < batch; row++) {
            int[] history = histories.get(row);
            for (int i = 0; i < HISTORY; i++) {
                run.longs("history").put(row * HISTORY + i, i < history.length ? history[i] + 1 : 0);
            }
        }
    }
}
