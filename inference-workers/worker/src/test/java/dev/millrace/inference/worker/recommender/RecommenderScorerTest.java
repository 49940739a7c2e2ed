package dev.millrace.inference.worker.recommender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.features.api.InMemoryFeatureStore;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.ModelRefusedException;
import dev.millrace.inference.worker.head.Scorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecommenderScorerTest {
    private static final int ITEMS = 60;
    private static final int HISTORY = 5;
    private static OnnxSessionFactory runtime;

    private final RemovedItems removed = new RemovedItems();
    private final RecommenderHead head = new RecommenderHead(
            "recommender", new PopularItems(new InMemoryFeatureStore(), Duration.ZERO, () -> 0), removed);

    @BeforeAll
    static void load() throws Exception {
        runtime = OnnxSessionFactory.load(null, System.getenv());
    }

    /** Over-fetching and filtering gives what ranking the allowed items alone would give, whatever else is in the batch. */
    @Test
    void everyBatchIsRankedAsByBruteForce() throws Exception {
        var random = new Random(42);
        try (Scorer<UserStateRequest> scorer = bind(TinyModels.recommender(ITEMS, HISTORY))) {
            scorer.warmUp(8);
            for (int round = 0; round < 200; round++) {
                if (random.nextInt(4) == 0) {
                    catalog("i" + (1 + random.nextInt(ITEMS)), random.nextBoolean());
                }
                List<UserStateRequest> batch = IntStream.range(0, 1 + random.nextInt(8))
                        .mapToObj(i -> request(random))
                        .toList();
                scorer.prepare(batch);
                scorer.run();
                List<Answer> answers = scorer.finish(batch);
                for (int i = 0; i < batch.size(); i++) {
                    assertThat(items(answers.get(i)))
                            .as("round %d, %s", round, List.of(batch.get(i).history()))
                            .isEqualTo(expected(batch.get(i)));
                }
            }
        }
    }

    /** The model's score: how often the history holds the item before, and a bias that falls with the item's number. */
    private List<String> expected(UserStateRequest request) {
        double[] scores = new double[ITEMS + 1];
        int counted = 0;
        for (String item : request.history()) {
            if (item.startsWith("i") && counted++ < HISTORY) {
                scores[Integer.parseInt(item.substring(1)) % ITEMS + 1]++;
            }
        }
        List<String> seen = List.of(request.seen());
        return IntStream.rangeClosed(1, ITEMS)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b] - .0001 * b, scores[a] - .0001 * a))
                .map(i -> "i" + i)
                .filter(item -> !seen.contains(item) && !removed.current().contains(item))
                .limit(request.k())
                .toList();
    }

    private static UserStateRequest request(Random random) {
        String[] history = texts(random, random.nextInt(9), "unknown");
        String[] seen = texts(random, random.nextInt(random.nextInt(6) == 0 ? 150 : 10), "other");
        return new UserStateRequest("r", "u", 1 + random.nextInt(20), "r", 5, history, new long[history.length], seen);
    }

    private static String[] texts(Random random, int count, String stranger) {
        return IntStream.range(0, count)
                .mapToObj(i -> random.nextInt(10) == 0 ? stranger : "i" + (1 + random.nextInt(ITEMS)))
                .toArray(String[]::new);
    }

    @Test
    void numbersThatAreNoneAreRefused() throws Exception {
        float[] bias = new float[ITEMS];
        bias[3] = Float.NaN;
        try (Scorer<UserStateRequest> scorer = bind(TinyModels.recommender(ITEMS, HISTORY, bias))) {
            var batch = List.of(new UserStateRequest("r", "u", 10, "r", 5, new String[0], new long[0], new String[0]));
            scorer.prepare(batch);
            scorer.run();
            Answer answer = scorer.finish(batch).get(0);
            assertThat(answer).isInstanceOf(Answer.Refusal.class);
            assertThat(((Answer.Refusal) answer).kind()).isEqualTo(ErrorKind.INFERENCE);
        }
    }

    @Test
    void modelsThatBreakTheContractAreRefusedInWords() {
        refused(Map.of("millrace.kind", "sensor-anomaly"), "millrace.kind is 'sensor-anomaly'");
        refused(Map.of("millrace.history", "six"), "millrace.history is 'six'");
        refused(Map.of("millrace.history", "6"), "must have extent 6 at axis 1");
        refused(Map.of("millrace.items", "{}"), "millrace.items is not a JSON String[]");
        refused(Map.of("millrace.items", "[]"), "millrace.items is empty");
        refused(Map.of("millrace.items", "[\"a\",\"a\"]"), "'a' at position 1");
        refused(Map.of("millrace.items", "[\"a\",null]"), "'null' at position 1");
    }

    private void refused(Map<String, String> changes, String words) {
        var metadata = new LinkedHashMap<>(TinyModels.recommenderMetadata(ITEMS, HISTORY));
        metadata.putAll(changes);
        assertThatThrownBy(() -> bind(TinyModels.recommender(ITEMS, HISTORY, metadata)))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(words);
    }

    private Scorer<UserStateRequest> bind(byte[] model) throws Exception {
        InferenceSession session = runtime.open(model, SessionOptions.defaults());
        return head.bind(new ModelRef("recommender", "v1"), session);
    }

    private void catalog(String item, boolean present) {
        byte @Nullable [] value = present ? new byte[] {'{', '}'} : null;
        removed.apply(new ConsumerRecord<>("item-catalog", 0, 0, item.getBytes(UTF_8), value));
        removed.publish();
    }

    private static List<String> items(Answer answer) throws Exception {
        var context = new RequestContext(new SourceRef("t", 0, 0), 0, "00", Timings.NONE);
        byte[] value = ((Answer.Result) answer).encode().apply(context);
        var items = new ArrayList<String>();
        Recommendation.CODEC.decode(value).items().forEach(item -> items.add(item.itemId()));
        return items;
    }
}
