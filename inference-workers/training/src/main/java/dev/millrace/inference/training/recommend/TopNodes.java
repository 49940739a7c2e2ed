package dev.millrace.inference.training.recommend;

import dev.millrace.inference.training.onnx.OnnxGraph;
import dev.millrace.inference.training.onnx.OnnxGraph.Attribute;
import java.util.List;

/**
 * The nodes from scores [batch, columns] of any type to the best of them, which a large catalogue looks for in blocks.
 *
 * <p>TopK over a whole catalogue looks at every score with a heap. In a large one it looks at the best of each block of neighbours
 * first, and then at all of the best {@code top} blocks. That is exact: each of the best {@code top} items lies in a block whose best is at
 * least as good, and fewer than {@code top} blocks can have a better one.
 *
 * @param prefix of the names that the nodes are given
 * @param columns a multiple of {@link #BLOCK}
 * @param inOrder whether of equal scores the lower index comes first, as from one TopK: the chosen blocks are put in the order of the
 *     catalogue then
 */
record TopNodes(String prefix, int columns, boolean inOrder) {
    /** Items in a block. */
    static final int BLOCK = 32;

    /** Columns for so many items: those after the last item are padding. */
    static int columns(int items) {
        return (items + BLOCK - 1) / BLOCK * BLOCK;
    }

    /**
     * Makes {@code <prefix>best}, the best scores, best first, and {@code <prefix>place} int64[batch, top], their columns.
     *
     * @param scores name of what is looked through
     * @param top int64[1], how many; at most all columns
     */
    OnnxGraph add(OnnxGraph graph, String scores, String top) {
        int blocks = columns / BLOCK;
        graph.longs(p("as_blocks"), new long[] {0, blocks, BLOCK}, 3)
                .longs(p("as_places"), new long[] {0, -1, 1}, 3)
                .longs(p("as_candidates"), new long[] {0, -1}, 2)
                .longs(p("blocks"), new long[] {blocks}, 1)
                .longs(p("block"), new long[] {BLOCK}, 1)
                .node("Reshape", List.of(scores, p("as_blocks")), p("block_scores"))
                .node(
                        "ReduceMax",
                        List.of(p("block_scores")),
                        List.of(p("block_best")),
                        Attribute.ofList("axes", 2L),
                        new Attribute("keepdims", 0))
                .node("Min", List.of(top, p("blocks")), p("top_blocks"))
                .node(
                        "TopK",
                        List.of(p("block_best"), p("top_blocks")),
                        List.of(p("chosen_best"), p("chosen")),
                        new Attribute(
                                "sorted",
                                inOrder ? 0 : 1)); // the best block first: few of the later ones enter the heap below
        String chosen = inOrder ? ascending(graph) : p("chosen");
        return graph.node("Reshape", List.of(chosen, p("as_places")), p("block_places"))
                .node(
                        "GatherND",
                        List.of(p("block_scores"), p("block_places")),
                        List.of(p("chosen_scores")),
                        new Attribute("batch_dims", 1))
                .node("Reshape", List.of(p("chosen_scores"), p("as_candidates")), p("candidates"))
                .node("TopK", List.of(p("candidates"), top), List.of(p("best"), p("places")))
                // from the place among the candidates to the column
                .node("Div", List.of(p("places"), p("block")), p("which_block"))
                .node("Mul", List.of(p("which_block"), p("block")), p("before"))
                .node("Sub", List.of(p("places"), p("before")), p("within"))
                .node(
                        "GatherElements",
                        List.of(chosen, p("which_block")),
                        List.of(p("its_block")),
                        new Attribute("axis", 1))
                .node("Mul", List.of(p("its_block"), p("block")), p("its_first"))
                .node("Add", List.of(p("its_first"), p("within")), p("place"));
    }

    private String ascending(OnnxGraph graph) {
        graph.node(
                "TopK",
                List.of(p("chosen"), p("top_blocks")),
                List.of(p("in_order"), p("in_order_from")),
                new Attribute("largest", 0));
        return p("in_order");
    }

    private String p(String name) {
        return prefix + name;
    }
}
