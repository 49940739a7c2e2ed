package dev.millrace.inference.training.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogues that are ranked by blocks; 5,003 items leave the last block unfilled. */
class LargeCatalogueTest {
    private static final int ITEMS = 5003;
    private static final int LENGTH = 8;
    private final SessionEncoder model = new PlantedCatalogue(
                    IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList(), 100, 16, LENGTH, 3)
            .model();

    /** An empty history leaves all scores equal: the order of the catalogue decides. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 64, 300, ITEMS})
    void rankingByBlocksIsRankingOfTheWholeCatalogue(int k) throws Exception {
        for (int i = 1; i <= ITEMS; i++) {
            model.weights().bias()[i] = i % 50 == 0 ? .01f : 0; // equal ones in many blocks
        }
        List<List<String>> histories = new ArrayList<>(List.of(List.of()));
        for (int first = 0; first < ITEMS; first += 700) {
            histories.add(List.of("i" + first, "i" + (first + 2), "i" + ITEMS / 2));
        }
        int b = histories.size();
        byte[] onnx = RecommenderOnnx.export(model);
        try (InferenceSession session =
                OnnxSessionFactory.load(null, System.getenv()).open(onnx, SessionOptions.defaults())) {
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
                    float score = run.floats("scores").get(i * k + j);
                    assertThat(score).isCloseTo(expected.get(j).score(), within(1e-5f));
                    int index = (int) run.longs("items").get(i * k + j);
                    if (i == 0) {
                        assertThat(model.items().item(index))
                                .isEqualTo(expected.get(j).itemId());
                    }
                    float own = model.scores(model.items().indices(histories.get(i), LENGTH))[index - 1];
                    assertThat(own).as("the score is the item's").isCloseTo(score, within(1e-5f));
                    if (j == 20) {
                        break; // one look at each place costs a pass over the catalogue
                    }
                }
                assertThat(IntStream.range(i * k, (i + 1) * k)
                                .mapToLong(run.longs("items")::get)
                                .distinct()
                                .count())
                        .as("each item once")
                        .isEqualTo(k);
            }
        }
    }

    @Test
    void theFileReadsBackAsTheSameModel() {
        byte[] onnx = RecommenderOnnx.export(model);
        assertThat(RecommenderOnnx.export(RecommenderOnnx.parse(onnx))).isEqualTo(onnx);
    }

    /** Models that were published before the bias became a row of the matrix are read as they are. */
    @Test
    void olderFilesAreRead() {
        EncoderWeights weights = model.weights();
        float[] out = new float[16 * ITEMS];
        float[] bias = new float[ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            for (int j = 0; j < 16; j++) {
                out[j * ITEMS + i] = weights.out()[(i + 1) * 16 + j];
            }
            bias[i] = weights.bias()[i + 1] = i % 7;
        }
        byte[] older = new OnnxGraph(RecommenderOnnx.KIND)
                .floats("in", weights.in(), ITEMS + 1, 16)
                .floats("out", out, 16, ITEMS)
                .floats("bias", bias, ITEMS)
                .metadata("millrace.kind", RecommenderOnnx.KIND)
                .metadata(
                        "millrace.items",
                        "[\"" + String.join("\",\"", model.items().items()) + "\"]")
                .metadata("millrace.history", Integer.toString(LENGTH))
                .metadata("millrace.trained_on", "0")
                .toBytes();
        assertThat(RecommenderOnnx.export(RecommenderOnnx.parse(older))).isEqualTo(RecommenderOnnx.export(model));
    }
}
