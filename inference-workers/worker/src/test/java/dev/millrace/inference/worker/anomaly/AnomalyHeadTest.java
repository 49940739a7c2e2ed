package dev.millrace.inference.worker.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.ModelRefusedException;
import dev.millrace.inference.worker.head.Scorer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AnomalyHeadTest {
    private static final List<List<String>> TYPES = List.of(List.of("a", "b", "c"), List.of("t"), List.of("a", "t"));
    private static final int WINDOW = 4;
    private static OnnxSessionFactory runtime;

    private final AnomalyHead head = new AnomalyHead("sensor-anomaly");

    @BeforeAll
    static void load() throws Exception {
        runtime = OnnxSessionFactory.load(null, System.getenv());
    }

    /** Rows of several widths share one tensor that is used again: what an earlier batch left in it must not be seen. */
    @Test
    void everyRowIsScoredAsIfItWereAlone() throws Exception {
        var random = new Random(7);
        try (Scorer<WindowRequest> scorer = bind(TinyModels.anomaly(WINDOW, TYPES, 3))) {
            scorer.warmUp(16);
            for (int round = 0; round < 100; round++) {
                List<WindowRequest> batch = IntStream.range(0, 1 + random.nextInt(16))
                        .mapToObj(i -> request(random))
                        .toList();
                scorer.prepare(batch);
                scorer.run();
                List<Answer> answers = scorer.finish(batch);
                for (int i = 0; i < batch.size(); i++) {
                    check(batch.get(i), decode(answers.get(i)));
                }
            }
        }
    }

    private static void check(WindowRequest request, AnomalyScore score) {
        if (request.channels()[0].equals("unknown")) {
            assertThat(score.model().version()).isEqualTo(ModelRef.BASELINE);
            return;
        }
        int channels = request.channels().length;
        double sum = 0;
        for (float value : request.window()) {
            sum += value * value;
        }
        assertThat(score.model().version()).isEqualTo("v1");
        assertThat(score.score()).isCloseTo(3 * sum / WINDOW / 3, Offset.offset(1e-4)); // gain 3, 3 channels wide
        assertThat(score.contributions()).containsOnlyKeys(request.channels());
        assertThat(score.contributions().values().stream()
                        .mapToDouble(share -> share)
                        .sum())
                .isCloseTo(1, Offset.offset(1e-6));
        double first = 0;
        for (int i = 0; i < request.window().length; i += channels) {
            first += request.window()[i] * request.window()[i];
        }
        assertThat(score.contributions().get(request.channels()[0])).isCloseTo(first / sum, Offset.offset(1e-5));
    }

    private static WindowRequest request(Random random) {
        int type = random.nextInt(TYPES.size() + 1);
        String[] channels = type < TYPES.size() ? TYPES.get(type).toArray(new String[0]) : new String[] {"unknown"};
        float[] window = new float[WINDOW * channels.length];
        for (int i = 0; i < window.length; i++) {
            window[i] = random.nextFloat() - .5f;
        }
        return new WindowRequest("s", 1, 4, channels, window, Map.of());
    }

    @Test
    void modelsThatBreakTheContractAreRefusedInWords() {
        refused(Map.of("millrace.kind", "recommender"), "millrace.kind is 'recommender'");
        refused(Map.of("millrace.window", "5"), "must have extent 5 at axis 1");
        refused(Map.of("millrace.window", "0"), "millrace.window is '0'");
        refused(Map.of("millrace.asset_types", "[[\"a\",\"b\"]]", "millrace.thresholds", "[1]"), "extent 2 at axis 2");
        refused(Map.of("millrace.asset_types", "[[\"b\",\"a\"]]"), "channels must be sorted names");
        refused(Map.of("millrace.asset_types", "[[]]"), "channels must be sorted names");
        refused(Map.of("millrace.asset_types", "[[\"a\"],[\"a\"]]"), "twice");
        refused(Map.of("millrace.asset_types", "[]"), "0 asset types");
        refused(Map.of("millrace.asset_types", "a"), "not a JSON String[][]");
        refused(Map.of("millrace.thresholds", "[1,2]"), "one finite number for each of the 3");
    }

    private void refused(Map<String, String> changes, String words) {
        var metadata = new LinkedHashMap<>(TinyModels.anomalyMetadata(WINDOW, TYPES));
        metadata.putAll(changes);
        assertThatThrownBy(() -> bind(TinyModels.anomaly(WINDOW, TYPES, metadata)))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aModelWithOtherTensorsIsRefused() {
        assertThatThrownBy(() -> bind(TinyModels.recommender(5, 3, TinyModels.anomalyMetadata(WINDOW, TYPES))))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("the model's inputs are [history INT64[-1, 3], k INT64[1]]");
    }

    private Scorer<WindowRequest> bind(byte[] model) throws Exception {
        InferenceSession session = runtime.open(model, SessionOptions.defaults());
        return head.bind(new ModelRef("sensor-anomaly", "v1"), session);
    }

    private static AnomalyScore decode(Answer answer) throws Exception {
        var context = new RequestContext(new SourceRef("t", 0, 0), 0, "00", Timings.NONE);
        return AnomalyScore.CODEC.decode(((Answer.Result) answer).encode().apply(context));
    }
}
