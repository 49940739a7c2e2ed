package dev.millrace.inference.training.recommend;

import java.util.Arrays;

/**
 * The items of a large catalogue in 8 bits, and how wrong a score may be by them. Dimension j has its own step, which the user vector
 * is multiplied by before it is rounded itself. The bias, less its middle, is spread over the rows that fill up the last four: a processor
 * multiplies four bytes at a time.
 *
 * @param rows dimension + 1 or up to 3 more, a multiple of 4
 * @param values {@code int8[rows, columns]}, −127 to 127
 * @param steps {@code float32[rows]}
 * @param middle of the biases
 * @param longest greatest Euclidean length of an item's values
 * @param vectorError greatest Euclidean length of what rounding took from an item's vector, and of float32's own rounding in a score
 * @param biasError the same of a bias
 */
record CoarseItems(
        int rows, byte[] values, float[] steps, float middle, float longest, float vectorError, float biasError) {
    private static final int LIMIT = 127;
    private static final double FLOAT_ERROR = 1e-5;

    static CoarseItems of(EncoderWeights weights, int columns) {
        int n = weights.items();
        int d = weights.dimension();
        int rows = (d + 4) / 4 * 4;
        var values = new byte[rows * columns];
        var steps = new float[rows];
        double[] squares = new double[n];
        double[] errors = new double[n];
        double[] lengths = new double[n];
        for (int j = 0; j < d; j++) {
            float most = 0;
            for (int i = 1; i <= n; i++) {
                most = Math.max(most, Math.abs(weights.out()[i * d + j]));
            }
            steps[j] = most / LIMIT;
            for (int i = 0; i < n; i++) {
                float exact = weights.out()[(i + 1) * d + j];
                int value = rounded(exact, steps[j], LIMIT);
                values[j * columns + i] = (byte) value;
                squares[i] += value * value;
                double error = exact - (double) value * steps[j];
                errors[i] += error * error;
                lengths[i] += (double) exact * exact;
            }
        }
        float least = Float.MAX_VALUE;
        float most = -Float.MAX_VALUE;
        for (int i = 1; i <= n; i++) {
            least = Math.min(least, weights.bias()[i]);
            most = Math.max(most, weights.bias()[i]);
        }
        float middle = least + (most - least) / 2;
        int share = rows - d;
        float step = (most - least) / 2 / (share * LIMIT);
        Arrays.fill(steps, d, rows, step);
        double biasError = 0;
        for (int i = 0; i < n; i++) {
            float exact = weights.bias()[i + 1] - middle;
            int value = rounded(exact, step, share * LIMIT);
            biasError = Math.max(biasError, Math.abs(exact - (double) value * step));
            for (int part = 0; part < share; part++) { // the parts add up to the value
                int here = Math.floorDiv(value + part, share);
                values[(d + part) * columns + i] = (byte) here;
                squares[i] += here * here;
            }
        }
        for (int row = d; row < rows; row++) {
            Arrays.fill(values, row * columns + n, (row + 1) * columns, (byte) -LIMIT);
        }
        return new CoarseItems(
                rows, values, steps, middle, root(squares), root(errors) + (float) FLOAT_ERROR * root(lengths), (float)
                        (biasError + FLOAT_ERROR * Math.max(Math.abs(least), Math.abs(most)) + Float.MIN_NORMAL));
    }

    private static int rounded(float exact, float step, int limit) {
        return step > 0 ? Math.max(-limit, Math.min(limit, Math.round(exact / step))) : 0;
    }

    private static float root(double[] squares) {
        return (float) Math.sqrt(Arrays.stream(squares).max().orElse(0));
    }
}
