package dev.millrace.inference.training.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.training.TrainingProgress;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecommenderOnnxTest {
    private static final int LENGTH = 50;

    private final SessionEncoder model = new SessionEncoderTrainer(
                    SessionEncoderConfig.defaults().withEpochs(3), Clock.systemUTC())
            .train(new PlantedTastes(1, 5, 40).interactions(60, 2000), TrainingProgress.NONE);
    private final byte[] onnx = RecommenderOnnx.export(model);

    private static InferenceSession open(byte[] onnx) throws Exception {
        return OnnxSessionFactory.load(null, System.getenv()).open(onnx, SessionOptions.defaults());
    }

    @Test
    void onnxRuntimeAgreesWithTheJavaArithmetic() throws Exception {
        List<List<String>> histories = List.of(
                List.of(),
                List.of("i1"),
                List.of("i3", "i90", "i3"),
                List.of("i7", "not known", "i100"),
                model.items().items().subList(0, LENGTH),
                model.items().items().subList(10, 90));
        int k = 12;
        int b = histories.size();
        try (InferenceSession session = open(onnx)) {
            BoundRun run = session.bind(
                    List.of(Shape.longs("history", b, LENGTH), Shape.longs("k", 1)),
                    List.of(Shape.longs("items", b, k), Shape.floats("scores", b, k)));
            for (int i = 0; i < b; i++) {
                int[] indices = model.items().indices(histories.get(i), LENGTH);
                for (int j = 0; j < LENGTH; j++) {
                    run.longs("history").put(i * LENGTH + j, j < indices.length ? indices[j] : 0);
                }
            }
            run.longs("k").put(0, k);
            run.run();

            for (int i = 0; i < b; i++) {
                List<ScoredItem> expected = model.topK(histories.get(i), k, Set.of());
                for (int j = 0; j < k; j++) {
                    int index = (int) run.longs("items").get(i * k + j);
                    assertThat(model.items().item(index))
                            .isEqualTo(expected.get(j).itemId());
                    assertThat(run.floats("scores").get(i * k + j))
                            .isCloseTo(expected.get(j).score(), within(1e-4f));
                }
            }
        }
    }

    @Test
    void kAboveTheCatalogueCountsAsTheCatalogue() throws Exception {
        int n = model.items().size();
        try (InferenceSession session = open(onnx)) {
            BoundRun run = session.bind(
                    List.of(Shape.longs("history", 1, LENGTH), Shape.longs("k", 1)),
                    List.of(Shape.longs("items", 1, n), Shape.floats("scores", 1, n)));
            run.longs("k").put(0, n + 1000L);
            run.run();
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += run.longs("items").get(i);
            }
            assertThat(sum).as("each item once").isEqualTo((long) n * (n + 1) / 2);
        }
    }

    @Test
    void metadataIsWhatTheWorkerReads() throws Exception {
        try (InferenceSession session = open(onnx)) {
            assertThat(session.metadata())
                    .containsEntry("millrace.kind", "recommender")
                    .containsEntry("millrace.history", "50")
                    .containsEntry("millrace.trained_on", "2000");
            assertThat(session.metadata().get("millrace.items"))
                    .startsWith("[\"" + model.items().item(1) + "\",\""
                            + model.items().item(2) + "\"");
        }
    }

    @Test
    void theFileReadsBackAsTheSameModel() {
        SessionEncoder read = RecommenderOnnx.parse(onnx);
        assertThat(RecommenderOnnx.export(read)).isEqualTo(onnx);
        assertThat(read.topK(List.of("i1", "i2"), 5, Set.of())).isEqualTo(model.topK(List.of("i1", "i2"), 5, Set.of()));
        assertThatThrownBy(() -> RecommenderOnnx.parse(new byte[] {1})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void excludedItemsAreNotReturned() {
        List<String> best = model.topK(List.of("i1"), 3, Set.of()).stream()
                .map(ScoredItem::itemId)
                .toList();
        assertThat(model.topK(List.of("i1"), 3, Set.copyOf(best)))
                .extracting(ScoredItem::itemId)
                .doesNotContainAnyElementsOf(best)
                .hasSize(3);
        assertThat(model.topK(List.of("i1"), 3, Set.copyOf(model.items().items())))
                .isEmpty();
    }
}
