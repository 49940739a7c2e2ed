package dev.millrace.inference.onnx;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Models of realistic size with random weights, in single or half precision; inputs and outputs are always float32. */
public final class BenchModels {
    /** 784-32-32-32-10: 27,562 parameters. */
    private static final int[] MLP = {784, 32, 32, 32, 10};

    private BenchModels() {}

    /** A perceptron with rectified layers: {@code x float32[batch, 784]} to {@code y float32[batch, 10]}. */
    public static byte[] mlp(boolean half, Random random) {
        var graph = new Graph("mlp").floatInput("x", "batch", MLP[0]).cast("x", "h0", half);
        for (int i = 1; i < MLP.length; i++) {
            weights(graph, half, "w" + i, random, MLP[i - 1], MLP[i]);
            weights(graph, half, "b" + i, random, MLP[i]);
            graph.node("MatMul", List.of("h" + (i - 1), "w" + i), List.of("m" + i))
                    .node("Add", List.of("m" + i, "b" + i), List.of("s" + i))
                    .node("Relu", List.of("s" + i), List.of("h" + i));
        }
        return graph.cast("h" + (MLP.length - 1), "y", false)
                .floatOutput("y", "batch", MLP[MLP.length - 1])
                .build(Map.of());
    }

    /**
     * A session encoder: embeds {@code history int64[batch, history]}, adds up, scores every item and returns the best:
     * {@code scores float32[batch, k]}, {@code positions int64[batch, k]}.
     */
    public static byte[] encoder(int items, int history, int dimension, int k, boolean half, Random random) {
        var graph = new Graph("encoder").longInput("history", "batch", history);
        weights(graph, half, "in", random, items, dimension);
        weights(graph, half, "out", random, dimension, items);
        return graph.longs("one", new long[] {1}, 1)
                .longs("k", new long[] {k}, 1)
                .node("Gather", List.of("in", "history"), List.of("embedded"))
                .node("ReduceSum", List.of("embedded", "one"), List.of("user"), Graph.integer("keepdims", 0))
                .node("MatMul", List.of("user", "out"), List.of("raw"))
                .cast("raw", "all", false)
                .node("TopK", List.of("all", "k"), List.of("scores", "positions"))
                .floatOutput("scores", "batch", k)
                .longOutput("positions", "batch", k)
                .build(Map.of());
    }

    private static void weights(Graph graph, boolean half, String name, Random random, int... shape) {
        int size = 1;
        long[] extents = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            size *= shape[i];
            extents[i] = shape[i];
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat() / 8 - .0625f;
        }
        if (half) {
            graph.halves(name, values, extents);
        } else {
            graph.floats(name, values, extents);
        }
    }
}
