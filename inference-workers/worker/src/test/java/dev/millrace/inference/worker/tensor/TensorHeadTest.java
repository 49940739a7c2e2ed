package dev.millrace.inference.worker.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.InferResponse;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.contracts.tensor.WireForm;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.inference.rollout.Observation;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.ModelRefusedException;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.head.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorHeadTest {
    private static final int WIDTH = 3;
    private static OnnxSessionFactory runtime;

    private final TensorHead head = new TensorHead("m", null);

    @BeforeAll
    static void load() throws Exception {
        runtime = OnnxSessionFactory.load(null, System.getenv());
    }

    /**
     * Requests of several rows, and some that do not fit, share tensors that are used again; a graph that fixes its batch gets
     * them in several runs.
     */
    @ParameterizedTest
    @ValueSource(strings = {"batch", "1", "4"})
    void everyRequestIsAnsweredAsIfItWereAlone(String batchAxis) throws Exception {
        Object axis = batchAxis.equals("batch") ? batchAxis : Integer.valueOf(batchAxis);
        var random = new Random(11);
        try (Scorer<TensorRequest> scorer = bind(UnaryModel.floats("Neg", axis, WIDTH))) {
            scorer.warmUp(16);
            for (int round = 0; round < 200; round++) {
                var batch = new ArrayList<InferRequest>();
                for (int i = random.nextInt(12); i >= 0; i--) {
                    batch.add(request(random));
                }
                check(batch, score(scorer, batch));
            }
        }
    }

    private static InferRequest request(Random random) throws Exception {
        int rows = 1 + random.nextInt(random.nextInt(8) + 1);
        int width = random.nextInt(5) == 0 ? 2 : WIDTH;
        float[] values = new float[rows * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 10;
        }
        WireForm form = random.nextBoolean() ? WireForm.JSON : WireForm.PROTOBUF;
        var request = new InferRequest(form, "", List.of(Tensor.floats("x", values, rows, width)), List.of());
        return InferRequest.decode(request.encode("m"));
    }

    private static void check(List<InferRequest> batch, List<Answer> answers) throws Exception {
        assertThat(answers).hasSameSizeAs(batch);
        for (int i = 0; i < answers.size(); i++) {
            Tensor x = batch.get(i).inputs().get(0);
            if (x.shape()[1] != WIDTH) {
                refused(answers.get(i), ErrorKind.WRONG_TYPE, "the model wants [x FP32[rows, 3]]");
                continue;
            }
            InferResponse response = encoded(answers.get(i));
            Tensor y = response.outputs().get(0);
            assertThat(y.shape()).isEqualTo(x.shape());
            for (int e = 0; e < x.elements(); e++) {
                assertThat(y.number(e)).isEqualTo(-x.number(e));
            }
            Observation.Vector observed = (Observation.Vector) ((Answer.Result) answers.get(i)).observed();
            assertThat(observed.values()).hasSize(x.elements()).startsWith((float) y.number(0));
        }
    }

    @Test
    void moreRowsThanOneRunTakesAreAnsweredInOrder() throws Exception {
        var batch = new ArrayList<InferRequest>();
        for (int i = 0; i < 5; i++) {
            float[] values = new float[700 * WIDTH];
            java.util.Arrays.fill(values, i + .5f);
            values[values.length - 1] = i;
            batch.add(floats(values, 700, WIDTH));
        }
        try (Scorer<TensorRequest> scorer = bind(UnaryModel.floats("Neg", "n", WIDTH))) {
            check(batch, score(scorer, batch));
        }
    }

    @Test
    void aModelOfSeveralTensorsGetsThemByName() throws Exception {
        byte[] model = TinyModels.anomaly(2, List.of(List.of("a", "b"), List.of("c", "d")), Map.of());
        Tensor window = Tensor.floats("window", new float[] {1, 2, 3, 4}, 1, 2, 2);
        Tensor type = Tensor.longs("asset_type", new long[] {1}, 1);
        try (Scorer<TensorRequest> scorer = bind(model)) {
            List<Answer> answers = score(
                    scorer,
                    List.of(
                            new InferRequest(WireForm.JSON, "a", List.of(window, type), List.of()),
                            new InferRequest(WireForm.PROTOBUF, "b", List.of(type, window), List.of("score")),
                            new InferRequest(WireForm.PROTOBUF, "c", List.of(type, window), List.of("scores")),
                            new InferRequest(WireForm.PROTOBUF, "d", List.of(type, type), List.of())));
            InferResponse first = encoded(answers.get(0));
            InferResponse second = encoded(answers.get(1));
            assertThat(first.outputs()).extracting(Tensor::name).containsExactly("score", "channel_error");
            assertThat(first.outputs().get(1)).isEqualTo(Tensor.floats("channel_error", new float[] {5, 10}, 1, 2));
            assertThat(second.outputs()).containsExactly(first.outputs().get(0));
            assertThat(second.inputHash()).isEqualTo(first.inputHash()).matches("[0-9a-f]{8}");
            refused(answers.get(2), ErrorKind.WRONG_TYPE, "wants output 'scores', the model has [score FP32[rows]");
            refused(answers.get(3), ErrorKind.WRONG_TYPE, "the model wants [window FP32[rows, 2, 2], asset_type INT64");
        }
    }

    @Test
    void anAnswerSaysWhereItComesFromInTheFormOfItsRequest() throws Exception {
        try (Scorer<TensorRequest> scorer = bind(UnaryModel.floats("Neg", "n", 1))) {
            var batch = List.of(
                    floats(new float[] {1}, 1, 1),
                    new InferRequest(
                            WireForm.JSON, "mine", floats(new float[] {1}, 1, 1).inputs(), List.of()));
            List<Answer> answers = score(scorer, batch);
            score(scorer, List.of(floats(new float[] {9}, 1, 1))); // answers are encoded later, on another thread
            assertThat(((Observation.Vector) ((Answer.Result) answers.get(0)).observed()).values())
                    .containsExactly(-1);
            byte[] json = ((Answer.Result) answers.get(1)).encode().apply(context());
            assertThat(json[0]).isEqualTo((byte) '{');
            assertThat(InferResponse.decode(json).id()).isEqualTo("mine");
            InferResponse response = encoded(answers.get(0));
            assertThat(response.id()).isEqualTo("events/2/7");
            assertThat(response.source()).isEqualTo(new SourceRef("events", 2, 7));
            assertThat(response.model()).isEqualTo(new ModelRef("m", "v1", "abc"));
            assertThat(response.timings()).isEqualTo(Timings.of(Map.of("run", .5)));
            assertThat(response.outputs()).containsExactly(Tensor.floats("y", new float[] {-1}, 1, 1));
        }
    }

    @Test
    void numbersThatAreNoneAreRefusedAlone() throws Exception {
        try (Scorer<TensorRequest> scorer = bind(UnaryModel.floats("Sqrt", "n", 2))) {
            List<Answer> answers = score(
                    scorer,
                    List.of(
                            floats(new float[] {4, Float.NaN}, 1, 2),
                            floats(new float[] {4, -1}, 1, 2),
                            floats(new float[] {4, 9}, 1, 2)));
            refused(answers.get(0), ErrorKind.NOT_FINITE, "element 1 of input 'x' is NaN");
            refused(answers.get(1), ErrorKind.INFERENCE, "the model gave NaN as element 1 of output 'y'");
            assertThat(encoded(answers.get(2)).outputs().get(0).number(1)).isEqualTo(3);
        }
    }

    @Test
    void numbersAreLookedAtWhereTheRequestIsRead() throws Exception {
        byte[] odd = floats(new float[] {4, Float.NEGATIVE_INFINITY}, 1, 2).encode("m");
        byte[] fine = floats(new float[] {4, Float.MAX_VALUE}, 1, 2).encode("m");
        assertThat(head.decode(odd).notFinite())
                .isEqualTo(new Answer.Refusal(ErrorKind.NOT_FINITE, "element 1 of input 'x' is -Infinity"));
        assertThat(head.decode(fine).notFinite()).isNull();
    }

    @Test
    void aModelMayAllowInfinity() throws Exception {
        var model = new UnaryModel("Sigmoid", Map.of("millrace.allow_nan", "true"), DataType.FLOAT, "n", 1);
        try (Scorer<TensorRequest> scorer = bind(model.bytes())) {
            Answer answer = score(scorer, List.of(floats(new float[] {Float.POSITIVE_INFINITY}, 1, 1)))
                    .get(0);
            assertThat(encoded(answer).outputs().get(0).number(0)).isEqualTo(1);
        }
    }

    @Test
    void requestsThatCannotBeAnsweredAreRefusedInWords() throws Exception {
        try (Scorer<TensorRequest> scorer = bind(UnaryModel.floats("Neg", "n", 800))) {
            List<Answer> answers = score(
                    scorer,
                    List.of(
                            floats(new float[1025 * 2], 1025, 2),
                            floats(new float[800], 800),
                            new InferRequest(
                                    WireForm.PROTOBUF, "", List.of(Tensor.floats("x", new float[1])), List.of()),
                            new InferRequest(
                                    WireForm.PROTOBUF,
                                    "",
                                    List.of(Tensor.longs("x", new long[800], 1, 800)),
                                    List.of()),
                            new InferRequest(
                                    WireForm.JSON,
                                    "",
                                    List.of(Tensor.floats("x", new float[800 * 400], 400, 800)),
                                    List.of())));
            refused(answers.get(0), ErrorKind.WRONG_TYPE, "[x FP32[1025, 2]], the model wants [x FP32[rows, 800]]");
            refused(answers.get(1), ErrorKind.WRONG_TYPE, "[x FP32[800]]");
            refused(answers.get(2), ErrorKind.WRONG_TYPE, "[x FP32[]]");
            refused(answers.get(3), ErrorKind.WRONG_TYPE, "[x INT64[1, 800]]");
            refused(answers.get(4), ErrorKind.OVERSIZE, "send fewer rows");
        }
        try (Scorer<TensorRequest> scorer = bind(UnaryModel.floats("Neg", "n"))) {
            Answer tooMany =
                    score(scorer, List.of(floats(new float[1025], 1025))).get(0);
            refused(tooMany, ErrorKind.WRONG_TYPE, "1024 at most");
        }
    }

    @Test
    void requestsWaitWhileNoVersionIsLive() {
        assertThatThrownBy(() -> head.baseline().prepare(List.of(TensorRequest.of(floats(new float[] {1}, 1, 1)))))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("no version of model m is live yet");
        assertThat(head.outputTopic()).isEqualTo("predictions.m");
    }

    @Test
    void metadataFixesWhatTheGraphLeavesOpen() throws Exception {
        byte[] model = new UnaryModel(
                        "Neg",
                        Map.of("millrace.kind", "tensor", "millrace.shapes", "{\"x\":[-1,2],\"y\":[-1,2]}"),
                        DataType.INT64,
                        "n",
                        "length")
                .bytes();
        try (Scorer<TensorRequest> scorer = bind(model)) {
            scorer.warmUp(4);
            Tensor x = Tensor.longs("x", new long[] {1, 2}, 1, 2);
            Answer answer = score(scorer, List.of(new InferRequest(WireForm.JSON, "", List.of(x), List.of())))
                    .get(0);
            assertThat(encoded(answer).outputs()).containsExactly(Tensor.longs("y", new long[] {-1, -2}, 1, 2));
        }
    }

    @Test
    void modelsThatCannotBeServedAreRefusedInWords() {
        refusedModel(UnaryModel.floats("Neg", "n", "length"), "axis 1 of x FLOAT32[-1, -1] is not known");
        refusedModel(UnaryModel.floats("Neg"), "first axis of x FLOAT32[] is not the batch");
        refusedModel(new UnaryModel("Neg", Map.of(), DataType.DOUBLE, "n", 2).bytes(), "cast it to float32 or int64");
        refusedModel(
                new UnaryModel("Neg", Map.of("millrace.kind", "recommender"), DataType.FLOAT, "n", 2).bytes(),
                "wanted is 'tensor'");
        refusedModel(
                new UnaryModel("Neg", Map.of("millrace.shapes", "{\"x\":[2]}"), DataType.FLOAT, "n", "m").bytes(),
                "gives 1 extents for x FLOAT32[-1, -1], which has 2");
        refusedModel(
                new UnaryModel("Neg", Map.of("millrace.shapes", "[]"), DataType.FLOAT, "n", "m").bytes(),
                "millrace.shapes is not a JSON");
    }

    private void refusedModel(byte[] model, String words) {
        assertThatThrownBy(() -> bind(model))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(words);
    }

    private Scorer<TensorRequest> bind(byte[] model) throws Exception {
        return head.bind(new ModelRef("m", "v1", "abc"), runtime.open(model, SessionOptions.defaults()));
    }

    private static List<Answer> score(Scorer<TensorRequest> scorer, List<InferRequest> batch) throws Exception {
        List<TensorRequest> asked = batch.stream().map(TensorRequest::of).toList();
        scorer.prepare(asked);
        scorer.run();
        return scorer.finish(asked);
    }

    private static InferRequest floats(float[] values, long... shape) {
        return new InferRequest(WireForm.PROTOBUF, "", List.of(Tensor.floats("x", values, shape)), List.of());
    }

    private static RequestContext context() {
        return new RequestContext(new SourceRef("events", 2, 7), 0, "00-1", Timings.of(Map.of("run", .5)));
    }

    private static InferResponse encoded(Answer answer) throws Exception {
        assertThat(answer).isInstanceOf(Answer.Result.class);
        return InferResponse.decode(((Answer.Result) answer).encode().apply(context()));
    }

    private static void refused(Answer answer, ErrorKind kind, String words) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Refusal.class, refusal -> {
            assertThat(refusal.reason()).contains(words);
            assertThat(refusal.kind()).isEqualTo(kind);
        });
    }
}
