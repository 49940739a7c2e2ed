package dev.millrace.inference.training.recommend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.millrace.contracts.Json;
import dev.millrace.inference.training.onnx.OnnxFile;
import dev.millrace.inference.training.onnx.OnnxGraph;
import java.util.List;

/**
 * The session encoder as ONNX. Inputs {@code history} int64[batch, L] (index 1..N, newest first, 0 = padding) and {@code k}
 * int64[1]; outputs {@code items} int64[batch, k] (index 1..N, best first) and {@code scores} float32[batch, k]. A {@code k}
 * above N counts as N.
 */
public final class RecommenderOnnx {
    public static final String KIND = "recommender";

    /** Items from which a catalogue is ranked in two passes. */
    static final int LARGE = 4096;

    private RecommenderOnnx() {}

    public static byte[] export(SessionEncoder model) {
        EncoderWeights weights = model.weights();
        int n = weights.items();
        int d = weights.dimension();
        int length = model.historyLength();
        float[] recency = new float[length];
        for (int k = 0; k < length; k++) {
            recency[k] = EncoderWeights.recency(k + 1);
        }
        OnnxGraph graph = new OnnxGraph(KIND)
                .longInput("history", "batch", length)
                .longInput("k", 1)
                .longOutput("items", "batch", "top")
                .floatOutput("scores", "batch", "top")
                .floats("in", weights.in(), n + 1, d)
                .floats("recency", recency, length)
                .floats("tiny", new float[] {1e-12f}, 1)
                .longs("one", new long[] {1}, 1)
                .longs("catalogue", new long[] {n}, 1)
                .longs("as_row", new long[] {0, 1, length}, 3)
                .longs("as_vector", new long[] {0, d}, 2)
                // weight of each item of the history: k^-½, 0 for padding
                .node("Min", List.of("history", "one"), "known")
                .node("Cast", List.of("known"), List.of("mask"), new OnnxGraph.Attribute("to", 1)) // float32
                .node("Mul", List.of("mask", "recency"), "weight")
                .node("ReduceSum", List.of("weight", "one"), "weight_sum")
                .node("Max", List.of("weight_sum", "tiny"), "positive_sum")
                .node("Sqrt", List.of("positive_sum"), "norm")
                // the user vector
                .node("Gather", List.of("in", "history"), "embedded")
                .node("Reshape", List.of("weight", "as_row"), "weight_row")
                .node("MatMul", List.of("weight_row", "embedded"), "summed")
                .node("Reshape", List.of("summed", "as_vector"), "sum_vector")
                .node("Div", List.of("sum_vector", "norm"), "user")
                // a last component of 1 meets the bias
                .node("Div", List.of("norm", "norm"), "ones")
                .node("Concat", List.of("user", "ones"), List.of("user_and_one"), new OnnxGraph.Attribute("axis", 1))
                .node("Min", List.of("k", "catalogue"), "top");
        return (n < LARGE ? whole(graph, weights) : CoarseNodes.add(graph, weights))
                .metadata("millrace.kind", KIND)
                .metadata("millrace.items", json(model.items().items()))
                .metadata("millrace.history", Integer.toString(length))
                .metadata("millrace.trained_on", Long.toString(model.trainedOn()))
                .toBytes();
    }

    /** Reads an exported model back; throws {@link IllegalArgumentException} where the bytes are something else. */
    public static SessionEncoder parse(byte[] bytes) {
        OnnxFile file = new OnnxFile(bytes).ofKind(KIND);
        var items = new Vocabulary(file.json("millrace.items", new TypeReference<List<String>>() {}));
        int d = file.size("in", 1);
        int n = items.size();
        var weights = new EncoderWeights(n, d);
        System.arraycopy(file.floats("in"), 0, weights.in(), 0, weights.in().length);
        if (file.has("rows")) {
            fromRows(file.floats("rows"), weights);
        } else {
            fromColumns(file, weights);
        }
        return new SessionEncoder(
                items,
                weights,
                Integer.parseInt(file.metadata("millrace.history")),
                Long.parseLong(file.metadata("millrace.trained_on")));
    }

    private static void fromRows(float[] rows, EncoderWeights weights) {
        int d = weights.dimension();
        for (int i = 0; i < weights.items(); i++) {
            System.arraycopy(rows, i * (d + 1), weights.out(), (i + 1) * d, d);
            weights.bias()[i + 1] = rows[i * (d + 1) + d];
        }
    }

    private static void fromColumns(OnnxFile file, EncoderWeights weights) {
        int d = weights.dimension();
        int n = weights.items();
        boolean older = file.has("bias"); // before the bias became a row
        float[] out = file.floats(older ? "out" : "ranking");
        int columns = file.size(older ? "out" : "ranking", 1);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                weights.out()[(i + 1) * d + j] = out[j * columns + i];
            }
        }
        System.arraycopy(older ? file.floats("bias") : out, older ? 0 : d * columns, weights.bias(), 1, n);
    }

    private static OnnxGraph whole(OnnxGraph graph, EncoderWeights weights) {
        return graph.floats("ranking", ranking(weights), weights.dimension() + 1, weights.items())
                .node("MatMul", List.of("user_and_one", "ranking"), "all_scores")
                .node("TopK", List.of("all_scores", "top"), List.of("scores", "places"))
                .node("Add", List.of("places", "one"), "items");
    }

    /**
     * {@code out} without the padding row, {@code [dimension + 1, items]}: the layout in which a product reads it in order. The
     * bias is the last row, since adding it to the product would read and write all scores again.
     */
    private static float[] ranking(EncoderWeights weights) {
        int n = weights.items();
        int d = weights.dimension();
        float[] ranking = new float[(d + 1) * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                ranking[j * n + i] = weights.out()[(i + 1) * d + j];
            }
            ranking[d * n + i] = weights.bias()[i + 1];
        }
        return ranking;
    }

    private static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write metadata", e);
        }
    }
}
