package dev.millrace.inference.training.recommend;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A recommender of any size without training, whose answers can be checked. Its items lie in groups of neighbours in the list;
 * an embedding is its group's random direction (length 1) plus normal noise of half that length, so that who was at items of a group is
 * recommended others of that group. For load and benchmarks; what trained models know is in their data.
 *
 * @param items ids, N of them; item i is of group {@code i * groups / N}
 * @param groups from 1 to N
 * @param dimension d, a multiple of 4
 * @param historyLength items of a user's history that count
 * @param seed the same seed plants the same model
 */
public record PlantedCatalogue(List<String> items, int groups, int dimension, int historyLength, long seed) {
    private static final double NOISE = .5;

    public PlantedCatalogue {
        items = List.copyOf(items);
        if (items.isEmpty() || groups < 1 || groups > items.size()) {
            throw new IllegalArgumentException(
                    "groups: " + groups + " is not from 1 to the number of items, " + items.size());
        }
        if (dimension < 4 || dimension % 4 != 0) {
            throw new IllegalArgumentException("dimension: " + dimension + " is not a positive multiple of 4");
        }
        if (historyLength < 1) {
            throw new IllegalArgumentException("historyLength: " + historyLength + " is not positive");
        }
    }

    /** Group of the item at that place of the list, from 0. */
    public int group(int item) {
        return (int) ((long) item * groups / items.size());
    }

    /** The model as the workers take it: {@link RecommenderOnnx}. Two matrices float32[N, d], so about 8 N d bytes. */
    public byte[] onnx() {
        return RecommenderOnnx.export(model());
    }

    SessionEncoder model() {
        var random = new SplittableRandom(seed);
        float[][] centres = new float[groups][];
        for (int group = 0; group < groups; group++) {
            centres[group] = direction(random);
        }
        var weights = new EncoderWeights(items.size(), dimension);
        double noise = NOISE / Math.sqrt(dimension);
        for (int i = 0; i < items.size(); i++) {
            float[] centre = centres[group(i)];
            int row = (i + 1) * dimension;
            for (int j = 0; j < dimension; j++) {
                float value = centre[j] + (float) (noise * random.nextGaussian());
                weights.in()[row + j] = value;
                weights.out()[row + j] = value;
            }
        }
        return new SessionEncoder(new Vocabulary(items), weights, historyLength, 0);
    }

    /** Of length 1. */
    private float[] direction(SplittableRandom random) {
        float[] vector = new float[dimension];
        double squares = 0;
        for (int j = 0; j < dimension; j++) {
            vector[j] = (float) random.nextGaussian();
            squares += vector[j] * vector[j];
        }
        Vectors.scale(vector, (float) (1 / Math.sqrt(squares)));
        return vector;
    }
}
