package dev.millrace.inference.onnx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small models by the worker's contract whose results a test can compute in its head. */
public final class TinyModels {
    private TinyModels() {}

    /**
     * A sensor model: {@code channel_error} is the mean square of the channel over the window, {@code score} is {@code gain}
     * times the mean of those over all channels.
     *
     * @param assetTypes channel names of each asset type, sorted
     */
    public static byte[] anomaly(int window, List<List<String>> assetTypes, float gain) {
        return anomalyGraph(window, width(assetTypes), assetTypes.size(), gain)
                .build(anomalyMetadata(window, assetTypes));
    }

    /** As {@link #anomaly}, with other metadata. */
    public static byte[] anomaly(int window, List<List<String>> assetTypes, Map<String, String> metadata) {
        return anomalyGraph(window, width(assetTypes), assetTypes.size(), 1).build(metadata);
    }

    private static int width(List<List<String>> assetTypes) {
        return assetTypes.stream().mapToInt(List::size).max().orElseThrow();
    }

    /** As {@link #anomaly(int, List, float)}, with {@code float16} inputs, outputs and weights. */
    public static byte[] halfAnomaly(int window, List<List<String>> assetTypes, float gain) {
        int channels = width(assetTypes);
        var graph = new Graph("anomaly")
                .halfInput("window", "batch", window, channels)
                .longInput("asset_type", "batch")
                .halves("gains", gains(assetTypes.size(), gain), assetTypes.size());
        return scored(graph)
                .halfOutput("score", "batch")
                .halfOutput("channel_error", "batch", channels)
                .build(anomalyMetadata(window, assetTypes));
    }

    private static Graph anomalyGraph(int window, int channels, int assetTypes, float gain) {
        var graph = new Graph("anomaly")
                .floatInput("window", "batch", window, channels)
                .longInput("asset_type", "batch")
                .floats("gains", gains(assetTypes, gain), assetTypes);
        return scored(graph).floatOutput("score", "batch").floatOutput("channel_error", "batch", channels);
    }

    private static float[] gains(int assetTypes, float gain) {
        float[] gains = new float[assetTypes];
        Arrays.fill(gains, gain);
        return gains;
    }

    private static Graph scored(Graph graph) {
        return graph.node("Mul", List.of("window", "window"), List.of("squares"))
                .node(
                        "ReduceMean",
                        List.of("squares"),
                        List.of("channel_error"),
                        Graph.ints("axes", 1),
                        Graph.integer("keepdims", 0))
                .node(
                        "ReduceMean",
                        List.of("channel_error"),
                        List.of("mean"),
                        Graph.ints("axes", 1),
                        Graph.integer("keepdims", 0))
                .node("Gather", List.of("gains", "asset_type"), List.of("gain"))
                .node("Mul", List.of("mean", "gain"), List.of("score"));
    }

    public static Map<String, String> anomalyMetadata(int window, List<List<String>> assetTypes) {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("millrace.kind", "sensor-anomaly");
        metadata.put("millrace.window", Integer.toString(window));
        metadata.put(
                "millrace.asset_types",
                assetTypes.stream().map(TinyModels::texts).collect(Collectors.joining(",", "[", "]")));
        metadata.put(
                "millrace.thresholds",
                assetTypes.stream().map(type -> "2.5").collect(Collectors.joining(",", "[", "]")));
        return metadata;
    }

    /**
     * A recommender of items {@code i1..iN}: an item scores the number of times that the history holds the item before it
     * ({@code i1} follows {@code iN}), plus a bias that falls with its number; so who saw {@code i7} last gets {@code i8}.
     */
    public static byte[] recommender(int items, int history) {
        return recommender(items, history, recommenderMetadata(items, history));
    }

    /** As {@link #recommender(int, int)}, with other metadata. */
    public static byte[] recommender(int items, int history, Map<String, String> metadata) {
        float[] bias = new float[items];
        for (int i = 1; i <= items; i++) {
            bias[i - 1] = -.0001f * i;
        }
        return successors(items, history, bias).build(metadata);
    }

    /** As {@link #recommender(int, int)}, with other biases. */
    public static byte[] recommender(int items, int history, float[] bias) {
        return successors(items, history, bias).build(recommenderMetadata(items, history));
    }

    private static Graph successors(int items, int history, float[] bias) {
        float[] in = new float[(items + 1) * items];
        for (int i = 1; i <= items; i++) {
            in[i * items + i % items] = 1;
        }
        return recommenderGraph(items, items, history, in, identity(items), bias);
    }

    /** A recommender of realistic size with random weights. */
    public static byte[] randomRecommender(int items, int history, int dimension, long seed) {
        var random = new Random(seed);
        float[] in = new float[(items + 1) * dimension];
        float[] out = new float[dimension * items];
        for (int i = dimension; i < in.length; i++) {
            in[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) random.nextGaussian();
        }
        return recommenderGraph(items, dimension, history, in, out, new float[items])
                .build(recommenderMetadata(items, history));
    }

    private static float[] identity(int n) {
        float[] matrix = new float[n * n];
        for (int i = 0; i < n; i++) {
            matrix[i * n + i] = 1;
        }
        return matrix;
    }

    private static Graph recommenderGraph(int items, int d, int history, float[] in, float[] out, float[] bias) {
        return new Graph("recommender")
                .longInput("history", "batch", history)
                .longInput("k", 1)
                .floats("in", in, items + 1, d)
                .floats("out", out, d, items)
                .floats("bias", bias, items)
                .longs("one", new long[] {1}, 1)
                .node("Gather", List.of("in", "history"), List.of("embedded"))
                .node("ReduceSum", List.of("embedded", "one"), List.of("user"), Graph.integer("keepdims", 0))
                .node("MatMul", List.of("user", "out"), List.of("raw"))
                .node("Add", List.of("raw", "bias"), List.of("all"))
                .node("TopK", List.of("all", "k"), List.of("scores", "positions"))
                .node("Add", List.of("positions", "one"), List.of("items"))
                .longOutput("items", "batch", "k")
                .floatOutput("scores", "batch", "k");
    }

    public static Map<String, String> recommenderMetadata(int items, int history) {
        return Map.of(
                "millrace.kind",
                "recommender",
                "millrace.history",
                Integer.toString(history),
                "millrace.items",
                texts(IntStream.rangeClosed(1, items).mapToObj(i -> "i" + i).toList()));
    }

    private static String texts(List<String> texts) {
        return texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(",", "[", "]"));
    }
}
