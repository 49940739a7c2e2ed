package dev.millrace.streams.core.anomaly;

/**
 * How a sensor's channels move together: for each, the z of its value given the values of the others. A broken correlation
 * shows here even where every channel stays inside its range, and before any model exists; a single channel gets its z against
 * its own recent past. Mean and covariance are exponentially weighted, the mean much faster: it takes a daily rhythm out,
 * whose phase differs by channel. With R the correlation and d the standardised deviation, the conditional z of channel c is
 * (R⁻¹d)_c ÷ √(R⁻¹)_cc. A single outlier moves the estimates by at most 5 standard deviations. Mutable, single owner.
 */
final class Relation {
    /** Beyond this many channels the cubic cost is not worth it; all results are 0. */
    static final int MOST_CHANNELS = 16;

    private static final double MEAN_MEMORY = 60;
    private static final double COVARIANCE_MEMORY = 500;
    private static final double RIDGE = .01;
    private static final double OUTLIER = 5;
    private static final int FIRST = 16;
    private static final int TRUSTED = 32;

    final double[] mean;
    final double[] covariance;

    Relation(int channels) {
        mean = new double[channels <= MOST_CHANNELS ? channels : 0];
        covariance = new double[mean.length * mean.length];
    }

    /** Numbers that it holds. */
    int doubles() {
        return mean.length + covariance.length;
    }

    void copyFrom(Relation other) {
        System.arraycopy(other.mean, 0, mean, 0, mean.length);
        System.arraycopy(other.covariance, 0, covariance, 0, covariance.length);
    }

    /** Learns the reading {@code values[at .. at + channels)}; {@code count} readings came before. */
    void add(long count, double[] values, int at) {
        int n = mean.length;
        double weight = Math.max(1 / COVARIANCE_MEMORY, 1.0 / (count + 1));
        double meanWeight = Math.max(1 / MEAN_MEMORY, weight);
        double[] d = new double[n];
        for (int c = 0; c < n; c++) {
            double deviation = values[at + c] - mean[c];
            double bound = OUTLIER * Math.sqrt(covariance[c * n + c]);
            if (count >= TRUSTED && bound > 0) {
                deviation = Math.max(-bound, Math.min(bound, deviation));
            }
            d[c] = Math.max(-1e150, Math.min(1e150, deviation)); // its square stays finite
        }
        for (int c = 0; c < n; c++) {
            mean[c] += meanWeight * d[c];
            for (int e = 0; e <= c; e++) {
                covariance[c * n + e] += weight * ((1 - weight) * d[c] * d[e] - covariance[c * n + e]);
            }
        }
    }

    /** Conditional z of each channel; zeros until enough readings came before. */
    double[] conditionalZ(long count, double[] values, int at) {
        int n = mean.length;
        double[] z = new double[n];
        if (count < FIRST) {
            return z;
        }
        double[] spread = new double[n];
        double[] d = new double[n];
        for (int c = 0; c < n; c++) {
            spread[c] = Math.sqrt(covariance[c * n + c]);
            boolean varies = spread[c] > 1e-9 * Math.abs(mean[c]) + 1e-12;
            spread[c] = varies ? spread[c] : Double.POSITIVE_INFINITY; // a constant channel says nothing here
            d[c] = (values[at + c] - mean[c]) / spread[c];
        }
        double[][] inverse = inverse(correlation(spread));
        for (int c = 0; c < n; c++) {
            double sum = 0;
            for (int e = 0; e < n; e++) {
                sum += inverse[c][e] * d[e];
            }
            double conditional = sum / Math.sqrt(inverse[c][c]);
            z[c] = Double.isFinite(conditional) ? conditional : 0;
        }
        return z;
    }

    private double[][] correlation(double[] spread) {
        int n = mean.length;
        double[][] r = new double[n][n];
        for (int c = 0; c < n; c++) {
            r[c][c] = 1;
            for (int e = 0; e < c; e++) {
                double rho = covariance[c * n + e] / spread[c] / spread[e] / (1 + RIDGE);
                r[c][e] = rho;
                r[e][c] = rho;
            }
        }
        return r;
    }

    /** Gauss-Jordan without pivoting: the ridge keeps the matrix positive definite. Destroys its argument. */
    private static double[][] inverse(double[][] a) {
        int n = a.length;
        double[][] inverse = new double[n][n];
        for (int k = 0; k < n; k++) {
            inverse[k][k] = 1;
        }
        for (int k = 0; k < n; k++) {
            double pivot = a[k][k];
            for (int j = 0; j < n; j++) {
                a[k][j] /= pivot;
                inverse[k][j] /= pivot;
            }
            for (int i = 0; i < n; i++) {
                double factor = i == k ? 0 : a[i][k];
                for (int j = 0; j < n && factor != 0; j++) {
                    a[i][j] -= factor * a[k][j];
                    inverse[i][j] -= factor * inverse[k][j];
                }
            }
        }
        return inverse;
    }
}
