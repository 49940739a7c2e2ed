package dev.millrace.inference.training.recommend;

import dev.millrace.inference.training.onnx.OnnxGraph;
import dev.millrace.inference.training.onnx.OnnxGraph.Attribute;
import java.util.List;

/**
 * The nodes from {@code all_scores} float32[batch, columns] to {@code scores} and {@code items} of the best {@code top}.
 *
 * <p>TopK over a whole catalogue looks at every score with a heap. In a large one it looks at the best of each block of neighbours
 * first, and then at all of the best {@code top} blocks. That is exact: each of the best {@code top} items lies in a block whose best is at
 * least as good, and fewer than {@code top} blocks can have a better one. Of equal scores the lower index comes first, as from one TopK,
 * because the chosen blocks are put in the order of the catalogue.
 */
final class TopNodes {
    /** Items in a block. */
    static final int BLOCK = 32;

    /** Smaller catalogues are looked at at once. */
    static final int SMALLEST = 128 * BLOCK;

    private TopNodes() {}

    /** Columns of the scores for so many items: those after the last item are padding, the worst of all. */
    static int columns(int items) {
        return items < SMALLEST ? items : (items + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** Needs {@code one} int64[1] = 1 and {@code top} int64[1]. */
    static OnnxGraph add(OnnxGraph graph, int items) {
        return items < SMALLEST ? whole(graph) : byBlocks(graph, columns(items) / BLOCK);
    }

    private static OnnxGraph whole(OnnxGraph graph) {
        return graph.node("TopK", List.of("all_scores", "top"), List.of("scores", "places"))
                .node("Add", List.of("places", "one"), "items");
    }

    private static OnnxGraph byBlocks(OnnxGraph graph, int blocks) {
        return graph.longs("as_blocks", new long[] {0, blocks, BLOCK}, 3)
                .longs("as_places", new long[] {0, -1, 1}, 3)
                .longs("as_candidates", new long[] {0, -1}, 2)
                .longs("blocks", new long[] {blocks}, 1)
                .longs("block", new long[] {BLOCK}, 1)
                .node("Reshape", List.of("all_scores", "as_blocks"), "block_scores")
                .node(
                        "ReduceMax",
                        List.of("block_scores"),
                        List.of("block_best"),
                        Attribute.ofList("axes", 2L),
                        new Attribute("keepdims", 0))
                .node("Min", List.of("top", "blocks"), "top_blocks")
                .node(
                        "TopK",
                        List.of("block_best", "top_blocks"),
                        List.of("chosen_best", "chosen"),
                        new Attribute("sorted", 0))
                .node(
                        "TopK",
                        List.of("chosen", "top_blocks"),
                        List.of("in_order", "in_order_from"),
                        new Attribute("largest", 0))
                .node("Reshape", List.of("in_order", "as_places"), "block_places")
                .node(
                        "GatherND",
                        List.of("block_scores", "block_places"),
                        List.of("chosen_scores"),
                        new Attribute("batch_dims", 1))
                .node("Reshape", List.of("chosen_scores", "as_candidates"), "candidates")
                .node("TopK", List.of("candidates", "top"), List.of("scores", "places"))
                // from the place among the candidates to the item
                .node("Div", List.of("places", "block"), "which_block")
                .node("Mul", List.of("which_block", "block"), "before")
                .node("Sub", List.of("places", "before"), "within")
                .node(
                        "GatherElements",
                        List.of("in_order", "which_block"),
                        List.of("its_block"),
                        new Attribute("axis", 1))
                .node("Mul", List.of("its_block", "block"), "its_first")
                .node("Add", List.of("its_first", "within"), "place")
                .node("Add", List.of("place", "one"), "items");
    }
}
