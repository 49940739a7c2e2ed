package dev.millrace.inference.training.recommend;

import dev.millrace.inference.training.onnx.OnnxGraph;
import dev.millrace.inference.training.onnx.OnnxGraph.Attribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The nodes that rank a large catalogue: all items by 8-bit products, which are a quarter of the work, then some more than were asked for
 * exactly, and a proof that none of the others belongs among the best. Without the proof a user is ranked again by all items' exact
 * scores, so that the answer is that of the exact ranking always, and only the time depends on how the items lie.
 *
 * <p>The proof. Let the user's components be {@code u_j s_j = t (q_j + δ_j)}, with the step {@code s_j} of the items' dimension, the user's
 * own step {@code t} and whole numbers {@code q_j}; an item's {@code w_j = s_j v_j + e_j}. Its exact score is
 * {@code t Σ q_j v_j + t Σ δ_j v_j + Σ u_j e_j}, the first of which is the 8-bit score; by Cauchy and Schwarz the others are at most
 * {@code t |δ| |v| + |u| |e|}, and the greatest {@code |v|} and {@code |e|} of all items are constants. An item that is no candidate has at most the
 * 8-bit score of the worst candidate: where that and the bound are less than the exact score of the last answer, no item was missed.
 *
 * <p>The user has 7 bits: AVX2 adds two products in 16, which 8 by 8 bits overflow (ONNX Runtime, "Quantize ONNX models", section
 * "When and why do I need to try U8U8").
 */
final class CoarseNodes {
    /** The user's whole numbers are −63 to 63, and 64 is added to each. */
    private static final int USER_LIMIT = 63;

    /**
     * Candidates are twice what was asked for and so many more: with fewer the bound is more than the distance from the last answer to
     * the others where a catalogue has no groups, and the proof fails.
     */
    private static final int MARGIN = 32;

    private CoarseNodes() {}

    /** From {@code user}, {@code ones}, {@code user_and_one} and {@code top} to {@code scores} and {@code items}. */
    static OnnxGraph add(OnnxGraph graph, EncoderWeights weights) {
        int n = weights.items();
        int columns = TopNodes.columns(n);
        CoarseItems items = CoarseItems.of(weights, columns);
        graph.bytes("coarse", items.values(), items.rows(), columns)
                .floats("rows", rows(weights, columns), columns, weights.dimension() + 1);
        candidates(graph, items, weights.dimension(), columns);
        exactly(graph);
        proof(graph, items);
        return graph.choice(
                "proven",
                new OnnxGraph("proven")
                        .floatOutput("proven_scores", "batch", "top")
                        .longOutput("proven_items", "batch", "top")
                        .node("Identity", List.of("candidate_scores"), "proven_scores")
                        .node("Identity", List.of("candidate_items"), "proven_items"),
                again(columns),
                List.of("scores", "items"));
    }

    /** Vector and bias of each item, {@code float32[columns, dimension + 1]}; padding is the worst of all. */
    private static float[] rows(EncoderWeights weights, int columns) {
        int d = weights.dimension();
        var rows = new float[columns * (d + 1)];
        for (int i = 0; i < columns; i++) {
            boolean item = i < weights.items();
            if (item) {
                System.arraycopy(weights.out(), (i + 1) * d, rows, i * (d + 1), d);
            }
            rows[i * (d + 1) + d] = item ? weights.bias()[i + 1] : -Float.MAX_VALUE;
        }
        return rows;
    }

    /** To {@code candidate} int64[batch, more than top], columns in ascending order, and their least 8-bit score. */
    private static void candidates(OnnxGraph graph, CoarseItems items, int d, int columns) {
        var parts = new ArrayList<>(List.of("user"));
        parts.addAll(Collections.nCopies(items.rows() - d, "ones"));
        graph.floats("item_steps", items.steps(), items.rows())
                .floats("user_limit", new float[] {USER_LIMIT}, 1)
                .floats("unit", new float[] {1})
                .unsignedByte("user_middle", USER_LIMIT + 1)
                .longs("margin", new long[] {MARGIN}, 1)
                .longs("columns", new long[] {columns}, 1)
                .node("Concat", parts, List.of("user_parts"), new Attribute("axis", 1))
                .node("Mul", List.of("user_parts", "item_steps"), "user_scaled")
                .node("Abs", List.of("user_scaled"), "user_sizes")
                .node("ReduceMax", List.of("user_sizes"), List.of("user_size"), Attribute.ofList("axes", 1L))
                .node("Max", List.of("user_size", "tiny"), "user_largest")
                .node("Div", List.of("user_largest", "user_limit"), "user_step")
                .node("Div", List.of("user_scaled", "user_step"), "user_steps")
                .node("QuantizeLinear", List.of("user_steps", "unit", "user_middle"), "user_bytes")
                .node("MatMulInteger", List.of("user_bytes", "coarse", "user_middle"), "coarse_scores")
                .node("Add", List.of("top", "margin"), "more")
                .node("Add", List.of("top", "more"), "top_more")
                .node("Min", List.of("top_more", "columns"), "wide");
        new TopNodes("coarse_", columns, false)
                .add(graph, "coarse_scores", "wide")
                .node(
                        "TopK",
                        List.of("coarse_place", "wide"),
                        List.of("candidate", "candidate_from"),
                        new Attribute("largest", 0));
    }

    private static void exactly(OnnxGraph graph) {
        graph.longs("as_user_column", new long[] {0, -1, 1}, 3)
                .longs("as_scores", new long[] {0, -1}, 2)
                .node("Gather", List.of("rows", "candidate"), "candidate_rows")
                .node("Reshape", List.of("user_and_one", "as_user_column"), "user_column")
                .node("MatMul", List.of("candidate_rows", "user_column"), "candidate_column")
                .node("Reshape", List.of("candidate_column", "as_scores"), "candidate_exact")
                .node("TopK", List.of("candidate_exact", "top"), List.of("candidate_scores", "candidate_places"))
                .node(
                        "GatherElements",
                        List.of("candidate", "candidate_places"),
                        List.of("candidate_place"),
                        new Attribute("axis", 1))
                .node("Add", List.of("candidate_place", "one"), "candidate_items");
    }

    /** To {@code missed} bool[batch, 1], true where an item may have been missed, and {@code proven}, whether there is none such. */
    private static void proof(OnnxGraph graph, CoarseItems items) {
        Attribute rowwise = Attribute.ofList("axes", 1L);
        graph.floats("longest", new float[] {items.longest()}, 1)
                .floats("vector_error", new float[] {items.vectorError()}, 1)
                .floats("bias_rest", new float[] {items.middle() + items.biasError()}, 1)
                .node("DequantizeLinear", List.of("user_bytes", "unit", "user_middle"), "user_whole")
                .node("Sub", List.of("user_steps", "user_whole"), "user_rounding")
                .node("ReduceL2", List.of("user_rounding"), List.of("user_error"), rowwise)
                .node("Mul", List.of("user_error", "longest"), "error_steps")
                .node("Cast", List.of("coarse_best"), List.of("coarse_floats"), new Attribute("to", 1))
                .node("ReduceMin", List.of("coarse_floats"), List.of("coarse_least"), rowwise)
                .node("Add", List.of("coarse_least", "error_steps"), "others_steps")
                .node("Mul", List.of("others_steps", "user_step"), "others_product")
                .node("ReduceL2", List.of("user"), List.of("user_length"), rowwise)
                .node("Mul", List.of("user_length", "vector_error"), "others_error")
                .node("Sum", List.of("others_product", "others_error", "bias_rest"), "others_most")
                .node("ReduceMin", List.of("candidate_scores"), List.of("last_score"), rowwise)
                .node("Less", List.of("others_most", "last_score"), "found")
                .node("Not", List.of("found"), "missed")
                .node("Cast", List.of("found"), List.of("found_number"), new Attribute("to", 1))
                .node("ReduceMin", List.of("found_number"), List.of("all_found"), new Attribute("keepdims", 0))
                .node("Cast", List.of("all_found"), List.of("proven"), new Attribute("to", 9)); // bool
    }

    /** Ranks the missed users by all exact scores. */
    private static OnnxGraph again(int columns) {
        OnnxGraph graph = new OnnxGraph("again")
                .floatOutput("again_scores", "batch", "top")
                .longOutput("again_items", "batch", "top")
                .longs("as_missed_rows", new long[] {-1, 1}, 2)
                .longs("as_missed_list", new long[] {-1}, 1)
                .node("Reshape", List.of("missed", "as_missed_list"), "missed_flat")
                .node("NonZero", List.of("missed_flat"), "missed_places")
                .node("Reshape", List.of("missed_places", "as_missed_list"), "missed_list")
                .node("Gather", List.of("user_and_one", "missed_list"), "missed_users")
                .node("Gemm", List.of("missed_users", "rows"), List.of("missed_all"), new Attribute("transB", 1));
        return new TopNodes("again_", columns, true)
                .add(graph, "missed_all", "top")
                .node("Add", List.of("again_place", "one"), "again_item")
                .node("Reshape", List.of("missed_list", "as_missed_rows"), "again_rows")
                .node("ScatterND", List.of("candidate_scores", "again_rows", "again_best"), "again_scores")
                .node("ScatterND", List.of("candidate_items", "again_rows", "again_item"), "again_items");
    }
}
