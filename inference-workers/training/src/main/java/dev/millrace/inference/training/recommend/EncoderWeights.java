package dev.millrace.inference.training.recommend;

import java.util.Arrays;

/**
 * The parameters of a {@link SessionEncoder}, flat. Row 0 stands for padding and stays zero.
 *
 * @param dimension of an embedding
 * @param in {@code float32[items + 1, dimension]}: an item in the history
 * @param out {@code float32[items + 1, dimension]}: an item to be recommended
 * @param bias {@code float32[items + 1]}
 */
record EncoderWeights(int dimension, float[] in, float[] out, float[] bias) {
    EncoderWeights {
        if (in.length != bias.length * dimension || out.length != in.length) {
            throw new IllegalArgumentException("weights of " + in.length + " and " + out.length + " values do not fit "
                    + bias.length + " rows of " + dimension);
        }
    }

    EncoderWeights(int items, int dimension) {
        this(dimension, new float[(items + 1) * dimension], new float[(items + 1) * dimension], new float[items + 1]);
    }

    int items() {
        return bias.length - 1;
    }

    /** Weight of the {@code k}-th newest item, k from 1. */
    static float recency(int k) {
        return (float) (1 / Math.sqrt(k));
    }

    /** Factor of the user vector; the square root lets a longer history speak louder, but not in proportion. */
    static float norm(float recencySum) {
        return recencySum > 0 ? (float) (1 / Math.sqrt(recencySum)) : 0;
    }

    /** Writes the user vector of the first {@code length} items to {@code v}; zero for an empty history. */
    void encode(int[] history, int length, float[] v) {
        Arrays.fill(v, 0);
        float sum = 0;
        for (int k = 0; k < length; k++) {
            if (history[k] > 0) {
                float weight = recency(k + 1);
                sum += weight;
                Vectors.add(v, weight, in, history[k] * dimension);
            }
        }
        Vectors.scale(v, norm(sum));
    }

    float score(float[] v, int item) {
        return Vectors.dot(v, out, item * dimension) + bias[item];
    }
}
