package dev.millrace.inference.training.anomaly;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Principal components in closed form, by the eigen-decomposition of the covariance: the best linear autoencoder (Baldi and
 * Hornik 1989). O(rows · d² + d³) time, O(d²) memory.
 *
 * @param mean {@code float32[d]}
 * @param basis {@code float32[components, d]}, orthonormal rows, by falling variance
 */
record Pca(float[] mean, float[][] basis) {

    /** Keeps the fewest components that carry {@code varianceKept}, but at least one and never all of them. */
    static Pca fit(List<float[]> rows, double varianceKept) {
        double[] mean = mean(rows);
        var eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance(rows, mean), false));
        double[] variances = eigen.getRealEigenvalues();
        int d = mean.length;
        double total = 0;
        for (double variance : variances) {
            total += Math.max(0, variance);
        }
        int components = 0;
        double kept = 0;
        while (components < d - 1 && (components == 0 || kept < varianceKept * total)) {
            kept += variances[components++];
        }
        float[][] basis = new float[components][];
        for (int k = 0; k < components; k++) {
            basis[k] = floats(eigen.getEigenvector(k).toArray());
        }
        return new Pca(floats(mean), basis);
    }

    private static double[] mean(List<float[]> rows) {
        double[] mean = new double[rows.get(0).length];
        for (float[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= rows.size();
        }
        return mean;
    }

    private static double[][] covariance(List<float[]> rows, double[] mean) {
        int d = mean.length;
        double[][] sums = new double[d][d];
        double[] centred = new double[d];
        for (float[] row : rows) {
            for (int i = 0; i < d; i++) {
                centred[i] = row[i] - mean[i];
            }
            for (int i = 0; i < d; i++) {
                double factor = centred[i];
                double[] sum = sums[i];
                for (int j = i; j < d; j++) {
                    sum[j] += factor * centred[j];
                }
            }
        }
        for (int i = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                sums[i][j] /= rows.size();
                sums[j][i] = sums[i][j];
            }
        }
        return sums;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
