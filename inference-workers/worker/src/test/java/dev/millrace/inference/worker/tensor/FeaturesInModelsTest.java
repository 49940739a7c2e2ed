package dev.millrace.inference.worker.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.InferResponse;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.contracts.tensor.WireForm;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.InMemoryFeatureStore;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import dev.millrace.features.api.WriteResult;
import dev.millrace.features.views.Entity;
import dev.millrace.features.views.Feature;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.worker.features.FeatureAges;
import dev.millrace.inference.worker.features.FeatureLookup;
import dev.millrace.inference.worker.features.FeaturePolicy;
import dev.millrace.inference.worker.features.FeaturePolicy.Action;
import dev.millrace.inference.worker.features.MicrometerFeatureAges;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.ModelRefusedException;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.head.UnavailableException;
import dev.millrace.telemetry.catalog.StoreMetrics;
import feast.proto.types.ValueProto.FloatList;
import feast.proto.types.ValueProto.Value;
import feast.proto.types.ValueProto.ValueType;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Models that name features in their metadata; {@code y = x} shows what the model was given. */
class FeaturesInModelsTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = T0.plusSeconds(100);
    private static final String TWO = "{\"x\":[\"user:age\",\"item:price\"]}";
    private static final String AGE_AND_SPEND = "{\"x\":[\"user:age\",\"user:spend\"]}";
    private static OnnxSessionFactory runtime;

    private final FeatureViews views = new FeatureViews(
            "p",
            List.of(
                    new Entity("user", "user_id", ValueType.Enum.STRING, ""),
                    new Entity("item", "item_id", ValueType.Enum.INT64, "")),
            List.of(
                    new FeatureView(
                            "user",
                            List.of("user"),
                            List.of(
                                    new Feature("age", ValueType.Enum.INT64, ""),
                                    new Feature("spend", ValueType.Enum.DOUBLE, ""),
                                    new Feature("city", ValueType.Enum.STRING, "")),
                            Duration.ofSeconds(60),
                            "",
                            ""),
                    new FeatureView(
                            "item",
                            List.of("item"),
                            List.of(
                                    new Feature("price", ValueType.Enum.FLOAT, ""),
                                    new Feature("embedding", ValueType.Enum.FLOAT_LIST, "")),
                            null,
                            "",
                            "")),
            List.of());
    private final CountingStore store = new CountingStore();

    @BeforeAll
    static void load() throws Exception {
        runtime = OnnxSessionFactory.load(null, System.getenv());
    }

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FeatureAges ages = new MicrometerFeatureAges(registry, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void theAgeOfWhatAModelIsGivenIsTold() throws Exception {
        user("ann", NOW.minusSeconds(30), 31, 7);
        item(5, Values.int64(3), List.of());
        try (var scorer = bind(AGE_AND_SPEND, 2, FeaturePolicy.defaults())) {
            score(scorer, request(Tensor.texts("user_id", List.of("ann", "nobody"), 2)));
        }
        Timer told = registry.get(StoreMetrics.AGE.name()).tag("view", "user").timer();
        assertThat(told.count()).isEqualTo(1);
        assertThat(told.totalTime(TimeUnit.SECONDS)).isEqualTo(30);
        assertThat(registry.find(StoreMetrics.AGE.name()).tag("view", "item").timer())
                .isNull();
    }

    @Test
    void whatAModelIsGivenIsWatchedForDrift() throws Exception {
        user("ann", NOW, 31, 7);
        try (var scorer = bind(AGE_AND_SPEND, 2, FeaturePolicy.defaults())) {
            Answer answer = score(scorer, request(Tensor.texts("user_id", List.of("ann"), 1)))
                    .get(0);
            Map<String, Double> told = new HashMap<>();
            ((Answer.Result) answer).signals().tell(told::put);
            assertThat(told).isEqualTo(Map.of("score", 31.0, "x.0", 31.0, "x.1", 7.0));
        }
    }

    @Test
    void aBatchIsLookedUpAtOnceAndEachRowGetsItsEntity() throws Exception {
        user("ann", NOW, 30, 1.5);
        user("bob", NOW, 40, 2.5);
        try (Scorer<TensorRequest> scorer = bind(AGE_AND_SPEND, 2, FeaturePolicy.defaults())) {
            scorer.warmUp(4);
            assertThat(store.reads).as("the first look-up finds all open").isEqualTo(1);
            List<Answer> answers = score(
                    scorer,
                    request(Tensor.texts("user_id", List.of("bob"), 1)),
                    request(Tensor.texts("user_id", List.of("ann", "bob", "ann"), 3)));
            assertThat(given(answers.get(0))).containsExactly(40, 2.5);
            assertThat(given(answers.get(1))).containsExactly(30, 1.5, 40, 2.5, 30, 1.5);
            assertThat(response(answers.get(1)).notes()).isEmpty();
        }
        assertThat(store.reads).isEqualTo(2);
        assertThat(store.keys).as("ann and bob, and the warm-up's").isEqualTo(3);
    }

    @Test
    void aListFillsAnInputOfItsLength() throws Exception {
        item(7, Values.float64(0), List.of(1f, 2f, 3f));
        item(8, Values.float64(0), List.of(1f, 2f));
        try (Scorer<TensorRequest> scorer = bind("{\"x\":[\"item:embedding\"]}", 3, FeaturePolicy.defaults())) {
            List<Answer> answers = score(
                    scorer,
                    request(Tensor.longs("item_id", new long[] {7}, 1)),
                    request(Tensor.longs("item_id", new long[] {8}, 1)));
            assertThat(given(answers.get(0))).containsExactly(1, 2, 3);
            refused(answers.get(1), ErrorKind.MISSING_KEY, "has 2 numbers, input 'x' takes 3");
        }
    }

    @Test
    void missingAndStaleFeaturesAreMarkedDefaultedOrRefused() throws Exception {
        user("old", T0, 30, 1.5);
        Tensor users = Tensor.texts("user_id", List.of("old", "nobody"), 2);
        try (Scorer<TensorRequest> marked = bind(AGE_AND_SPEND, 2, new FeaturePolicy(Action.MARK, Action.MARK, -1))) {
            Answer answer = score(marked, request(users)).get(0);
            assertThat(given(answer)).containsExactly(30, 1.5, -1, -1);
            assertThat(response(answer).notes())
                    .containsEntry("features.missing", "user:age,user:spend")
                    .containsEntry("features.stale", "user:age,user:spend");
        }
        var silent = new FeaturePolicy(Action.DEFAULT, Action.DEFAULT, 0);
        try (Scorer<TensorRequest> defaulted = bind(AGE_AND_SPEND, 2, silent)) {
            Answer answer = score(defaulted, request(users)).get(0);
            assertThat(given(answer)).containsExactly(0, 0, 0, 0);
            assertThat(response(answer).notes()).isEmpty();
        }
        var strict = new FeaturePolicy(Action.REFUSE, Action.REFUSE, 0);
        try (Scorer<TensorRequest> refusing = bind(AGE_AND_SPEND, 2, strict)) {
            user("new", NOW, 1, 2);
            List<Answer> answers = score(
                    refusing,
                    request(Tensor.texts("user_id", List.of("old"), 1)),
                    request(Tensor.texts("user_id", List.of("new"), 1)),
                    request(Tensor.texts("user_id", List.of("nobody"), 1)));
            refused(answers.get(0), ErrorKind.MISSING_KEY, "is of 2026-01-01T00:00:00Z, too old");
            assertThat(given(answers.get(1))).containsExactly(1, 2);
            refused(answers.get(2), ErrorKind.MISSING_KEY, "feature user:spend is missing");
        }
    }

    @Test
    void requestsWithoutTheirKeysAreRefusedAloneInWords() throws Exception {
        user("ann", NOW, 30, 1.5);
        try (Scorer<TensorRequest> scorer = bind(AGE_AND_SPEND, 2, FeaturePolicy.defaults())) {
            List<Answer> answers = score(
                    scorer,
                    request(Tensor.floats("z", new float[] {1}, 1)),
                    request(Tensor.longs("user_id", new long[] {1}, 1)),
                    request(Tensor.texts("user_id", List.of("ann"), 1), Tensor.floats("z", new float[2], 2)),
                    request(Tensor.texts("user_id", List.of("ann"), 1)));
            refused(answers.get(0), ErrorKind.WRONG_TYPE, "input 'user_id' BYTES[rows] is missing");
            refused(answers.get(1), ErrorKind.WRONG_TYPE, "user_id INT64[1] must be 'user_id' BYTES[rows]");
            refused(answers.get(2), ErrorKind.WRONG_TYPE, "the model wants [x FP32[rows, 2]]");
            assertThat(given(answers.get(3))).containsExactly(30, 1.5);
        }
    }

    @Test
    void requestOfTooManyRowsIsRefusedBeforeAnythingIsRead() throws Exception {
        try (Scorer<TensorRequest> scorer = bind(AGE_AND_SPEND, 2, FeaturePolicy.defaults())) {
            Tensor many = Tensor.texts("user_id", java.util.Collections.nCopies(1025, "ann"), 1025);
            Tensor wide = Tensor.floats("z", new float[1025], 1025);
            List<Answer> answers =
                    score(scorer, request(many), request(Tensor.texts("user_id", List.of("ann"), 1), wide));
            refused(answers.get(0), ErrorKind.WRONG_TYPE, "has 1025 rows, at most 1024");
            refused(answers.get(1), ErrorKind.WRONG_TYPE, "has 1025 rows, at most 1024");
        }
        assertThat(store.keys).isZero();
    }

    @Test
    void aBatchWaitsWhileTheStoreIsAway() throws Exception {
        user("ann", NOW, 30, 1.5);
        TensorRequest request = request(Tensor.texts("user_id", List.of("ann"), 1));
        try (Scorer<TensorRequest> scorer = bind(AGE_AND_SPEND, 2, FeaturePolicy.defaults())) {
            store.away = true;
            assertThatThrownBy(() -> scorer.lookUp(List.of(request)))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("feature store does not answer");
            store.away = false;
            assertThat(given(score(scorer, request).get(0))).containsExactly(30, 1.5);
        }
    }

    @Test
    void aModelIsServedAlthoughTheStoreIsAway() throws Exception {
        store.away = true;
        try (Scorer<TensorRequest> scorer = bind(AGE_AND_SPEND, 2, FeaturePolicy.defaults())) {
            scorer.warmUp(1);
            assertThat(store.reads).isZero();
        }
    }

    @Test
    void aStoreThatRefusesTheLookUpIsWaitedForAsIfItWereAway() throws Exception {
        try (Scorer<TensorRequest> scorer = bind(AGE_AND_SPEND, 2, FeaturePolicy.defaults())) {
            store.unknown = true; // as a Feast server that has not heard of the view yet
            assertThatThrownBy(() -> scorer.lookUp(List.of(request(Tensor.texts("user_id", List.of("ann"), 1)))))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("view 'user' is not declared");
        }
    }

    @Test
    void modelsThatWantWhatIsNotThereAreRefusedInWords() {
        refusedModel(TWO, 2, "have different join keys");
        refusedModel("{\"x\":[\"user:size\"]}", 1, "feature 'user:size' is not declared");
        refusedModel("{\"x\":[\"shop:size\"]}", 1, "view 'shop' is not declared; declared are [user, item]");
        refusedModel("{\"x\":[\"user:city\"]}", 1, "is STRING, a model takes numbers");
        refusedModel("{\"x\":[\"user:age\"]}", 2, "a row of input 'x' has 2 elements, the features [user:age] are 1");
        refusedModel("{\"w\":[\"user:age\"]}", 1, "no input 'w' of float32[rows, 1]");
        refusedModel("{\"x\":[\"age\"]}", 1, "'age' is not of the form view:feature");
        refusedModel("[]", 1, "millrace.features is not a JSON");
        assertThatThrownBy(() -> bind(AGE_AND_SPEND, 2, null))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("this worker has no feature store: set redis.uri");
    }

    private void refusedModel(String features, int width, String words) {
        assertThatThrownBy(() -> bind(features, width, FeaturePolicy.defaults()))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(words);
    }

    private Scorer<TensorRequest> bind(String features, int width, @Nullable FeaturePolicy policy) throws Exception {
        var head = new TensorHead("m", policy == null ? null : () -> new FeatureLookup(views, store, policy, ages));
        byte[] model =
                new UnaryModel("Identity", Map.of("millrace.features", features), DataType.FLOAT, "n", width).bytes();
        return head.bind(new ModelRef("m", "v1"), runtime.open(model, SessionOptions.defaults()));
    }

    private void user(String id, Instant eventTime, long age, double spend) {
        var features = Map.of("age", Values.int64(age), "spend", Values.float64(spend));
        store.write(List.of(Rows.row("user", EntityKey.of("user_id", id), eventTime, features)));
    }

    private void item(long id, Value price, List<Float> embedding) {
        Value list = Value.newBuilder()
                .setFloatListVal(FloatList.newBuilder().addAllVal(embedding))
                .build();
        var features = Map.of("price", price, "embedding", list);
        store.write(List.of(Rows.row("item", EntityKey.of("item_id", id), T0, features)));
    }

    private static TensorRequest request(Tensor... inputs) {
        return TensorRequest.of(new InferRequest(WireForm.PROTOBUF, "", List.of(inputs), List.of()));
    }

    private static List<Answer> score(Scorer<TensorRequest> scorer, TensorRequest... batch) throws Exception {
        scorer.lookUp(List.of(batch));
        scorer.prepare(List.of(batch));
        scorer.run();
        return scorer.finish(List.of(batch));
    }

    private static double[] given(Answer answer) throws Exception {
        Tensor y = response(answer).outputs().get(0);
        double[] values = new double[y.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = y.number(i);
        }
        return values;
    }

    private static InferResponse response(Answer answer) throws Exception {
        assertThat(answer).isInstanceOf(Answer.Result.class);
        var context = new RequestContext(new SourceRef("events", 0, 1), 0, "", Timings.NONE);
        return InferResponse.decode(((Answer.Result) answer).encode().apply(context));
    }

    private static void refused(Answer answer, ErrorKind kind, String words) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Refusal.class, refusal -> {
            assertThat(refusal.reason()).contains(words);
            assertThat(refusal.kind()).isEqualTo(kind);
        });
    }

    /** Counts, marks what is older than its view allows, and can be away. */
    private final class CountingStore implements FeatureStore {
        private final InMemoryFeatureStore memory = new InMemoryFeatureStore();
        private int reads;
        private int keys;
        private boolean away;
        private boolean unknown;

        @Override
        public List<FeatureVector> read(FeatureRefs refs, List<EntityKey> wanted) {
            if (away) {
                throw new FeatureStoreUnavailableException("away", null);
            }
            if (unknown) {
                throw new IllegalArgumentException("view 'user' is not declared");
            }
            reads++;
            keys += wanted.size();
            List<FeatureVector> aged = new ArrayList<>();
            memory.read(refs, wanted).forEach(vector -> aged.add(vector.aged(views.timeToLive(), NOW)));
            return aged;
        }

        @Override
        public WriteResult write(List<FeatureRow> rows) {
            return memory.write(rows);
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
