package dev.millrace.streams.core.anomaly;

import java.util.Arrays;
import java.util.List;

/**
 * A small stand-in for the trained model: PCA of windows, keeping 90 % of the variance; score = mean over channels of the mean
 * squared residual ÷ its median in training. The components come from power iteration with deflation.
 */
final class WindowPca {
    private static final double KEEP = .9;
    private static final int MOST_WINDOWS = 4000;

    private final int channels;
    private final double[] mean;
    private final double[][] basis;
    private final double[] median;
    final double threshold;

    WindowPca(List<float[]> windows, int channels) {
        this.channels = channels;
        int d = windows.get(0).length;
        mean = new double[d];
        for (float[] window : windows) {
            for (int i = 0; i < d; i++) {
                mean[i] += window[i] / windows.size();
            }
        }
        basis = components(covariance(windows));
        median = new double[channels];
        Arrays.fill(median, 1);
        double[][] errors = new double[channels][windows.size()];
        for (int k = 0; k < windows.size(); k++) {
            double[] error = errors(windows.get(k));
            for (int c = 0; c < channels; c++) {
                errors[c][k] = error[c];
            }
        }
        for (int c = 0; c < channels; c++) {
            median[c] = Math.max(1e-9, middle(errors[c]));
        }
        double[] scores = windows.stream().mapToDouble(this::score).toArray();
        double center = middle(scores);
        threshold = center
                + 8
                        * middle(Arrays.stream(scores)
                                .map(s -> Math.abs(s - center))
                                .toArray());
    }

    double score(float[] window) {
        return Arrays.stream(errors(window)).sum() / channels;
    }

    private double[] errors(float[] window) {
        double[] rest = new double[mean.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = window[i] - mean[i];
        }
        for (double[] component : basis) {
            double dot = 0;
            for (int i = 0; i < rest.length; i++) {
                dot += component[i] * rest[i];
            }
            for (int i = 0; i < rest.length; i++) {
                rest[i] -= dot * component[i];
            }
        }
        double[] errors = new double[channels];
        for (int i = 0; i < rest.length; i++) {
            errors[i % channels] += rest[i] * rest[i] * channels / rest.length / median[i % channels];
        }
        return errors;
    }

    private double[][] covariance(List<float[]> windows) {
        int d = mean.length;
        double[][] covariance = new double[d][d];
        int stride = Math.max(1, windows.size() / MOST_WINDOWS);
        for (int k = 0; k < windows.size(); k += stride) {
            for (int i = 0; i < d; i++) {
                double deviation = windows.get(k)[i] - mean[i];
                for (int j = 0; j < d; j++) {
                    covariance[i][j] += deviation * (windows.get(k)[j] - mean[j]);
                }
            }
        }
        return covariance;
    }

    private static double[][] components(double[][] matrix) {
        int d = matrix.length;
        double total = 0;
        for (int i = 0; i < d; i++) {
            total += matrix[i][i];
        }
        double[][] found = new double[d][];
        int count = 0;
        double kept = 0;
        while (count < d - 1 && kept < KEEP * total) {
            double[] v = new double[d];
            for (int i = 0; i < d; i++) {
                v[i] = 1 + .01 * ((i * 37 + count * 11) % 17); // any start that is not orthogonal to the component
            }
            double value = 0;
            for (int round = 0; round < 100; round++) {
                double[] next = new double[d];
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < d; j++) {
                        next[i] += matrix[i][j] * v[j];
                    }
                }
                value = Math.sqrt(Arrays.stream(next).map(x -> x * x).sum());
                for (int i = 0; i < d; i++) {
                    v[i] = value > 0 ? next[i] / value : 0;
                }
            }
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    matrix[i][j] -= value * v[i] * v[j];
                }
            }
            found[count++] = v;
            kept += Math.max(value, 1e-12 * total);
        }
        return Arrays.copyOf(found, count);
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
