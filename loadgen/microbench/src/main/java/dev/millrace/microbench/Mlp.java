package dev.millrace.microbench;

import dev.millrace.inference.training.onnx.OnnxGraph;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A multilayer perceptron with random weights: input {@code x} float32[batch, first width], ReLU between the layers, softmax at
 * the end, output {@code y} float32[batch, last width].
 */
final class Mlp {
    static final String INPUT = "x";
    static final String OUTPUT = "y";

    /** 27,562 parameters: images of 28 x 28 pixels to 10 classes, the size of most published stream inference benchmarks. */
    static final int[] MNIST = {784, 32, 32, 32, 10};

    /** 1,386 parameters: a row of measurements. */
    static final int[] SMALL = {32, 32, 10};

    /** 1,001,738 parameters: the same images, and a model that takes most of the time. */
    static final int[] WIDE = {784, 768, 512, 10};

    private Mlp() {}

    static int parameters(int... widths) {
        int count = 0;
        for (int layer = 1; layer < widths.length; layer++) {
            count += (widths[layer - 1] + 1) * widths[layer];
        }
        return count;
    }

    /** The ONNX file. */
    static byte[] onnx(long seed, int... widths) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int last = widths.length - 1;
        var graph = new OnnxGraph("mlp").floatInput(INPUT, "batch", widths[0]);
        String value = INPUT;
        for (int layer = 1; layer <= last; layer++) {
            float[] weights = new float[widths[layer - 1] * widths[layer]];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (random.nextGaussian() / Math.sqrt(widths[layer - 1]));
            }
            graph.floats("w" + layer, weights, widths[layer - 1], widths[layer])
                    .floats("b" + layer, new float[widths[layer]], widths[layer])
                    .node("Gemm", List.of(value, "w" + layer, "b" + layer), "z" + layer);
            value = layer == last ? OUTPUT : "a" + layer;
            graph.node(layer == last ? "Softmax" : "Relu", List.of("z" + layer), value);
        }
        return graph.floatOutput(OUTPUT, "batch", widths[last])
                .metadata("millrace.kind", "tensor")
                .toBytes();
    }

    /** One row of input, from 0 to 1. */
    static float[] row(RandomGenerator random, int width) {
        float[] row = new float[width];
        for (int i = 0; i < width; i++) {
            row[i] = random.nextFloat();
        }
        return row;
    }
}
