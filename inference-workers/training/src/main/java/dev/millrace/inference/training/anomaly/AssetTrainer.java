package dev.millrace.inference.training.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits the model of one asset type to windows that may contain faults.
 *
 * <p>Plain PCA would spend its components on the faults: squared error listens to the largest windows. So the fit starts on
 * the windows nearest to the median and is repeated on those that it explains best ("concentration steps" of the fast MCD,
 * Rousseeuw and Van Driessen 1999; for PCA: ROBPCA, Hubert et al. 2005). Residual medians and the threshold are order
 * statistics over all windows and need no trimming.
 */
final class AssetTrainer {
    /** Share of the windows in the first, cautious fit. */
    private static final double FIRST_SHARE = .8;

    private static final int REFITS = 2;
    /** Below this (3 % of a standard deviation, squared) a residual is noise of the arithmetic, not of the sensor. */
    private static final double SMALLEST_RESIDUAL = 1e-3;

    private static final double SMALLEST_MAD = .05;

    private final AnomalyTrainerConfig config;

    AssetTrainer(AnomalyTrainerConfig config) {
        this.config = config;
    }

    AssetModel train(List<String> channels, List<float[]> windows) {
        int n = channels.size();
        List<float[]> normal = lowest(windows, distances(windows), FIRST_SHARE);
        for (int i = 0; i < REFITS; i++) {
            Pca pca = Pca.fit(normal, config.varianceKept());
            double[][] errors = errors(pca, windows, n);
            normal = lowest(windows, scores(errors, medians(errors)), 1 - config.trimmed());
        }
        Pca pca = Pca.fit(normal, config.varianceKept());
        double[][] errors = errors(pca, windows, n);
        double[] medians = medians(errors);
        double[] scores = scores(errors, medians);
        double threshold = Robust.median(scores) + config.thresholdMads() * Math.max(SMALLEST_MAD, Robust.mad(scores));
        float[] residual = new float[n];
        for (int c = 0; c < n; c++) {
            residual[c] = (float) medians[c];
        }
        return new AssetModel(channels, pca.mean(), pca.basis(), residual, threshold);
    }

    /** Squared distance of each window from the coordinate-wise median. */
    private static double[] distances(List<float[]> windows) {
        int d = windows.get(0).length;
        double[] distances = new double[windows.size()];
        double[] column = new double[windows.size()];
        for (int i = 0; i < d; i++) {
            for (int w = 0; w < column.length; w++) {
                column[w] = windows.get(w)[i];
            }
            double median = Robust.median(column);
            for (int w = 0; w < column.length; w++) {
                distances[w] += (column[w] - median) * (column[w] - median);
            }
        }
        return distances;
    }

    private static List<float[]> lowest(List<float[]> windows, double[] strangeness, double share) {
        double limit = Robust.quantile(strangeness, share);
        List<float[]> kept = new ArrayList<>();
        for (int w = 0; w < strangeness.length; w++) {
            if (strangeness[w] <= limit) {
                kept.add(windows.get(w));
            }
        }
        return kept;
    }

    private static double[][] errors(Pca pca, List<float[]> windows, int channels) {
        double[][] errors = new double[windows.size()][];
        for (int w = 0; w < errors.length; w++) {
            errors[w] = AssetModel.squaredResiduals(pca, windows.get(w), channels);
        }
        return errors;
    }

    private static double[] medians(double[][] errors) {
        double[] medians = new double[errors[0].length];
        for (int c = 0; c < medians.length; c++) {
            int channel = c;
            double[] column = Arrays.stream(errors).mapToDouble(e -> e[channel]).toArray();
            medians[c] = Math.max(SMALLEST_RESIDUAL, Robust.median(column));
        }
        return medians;
    }

    private static double[] scores(double[][] errors, double[] medians) {
        double[] scores = new double[errors.length];
        for (int w = 0; w < errors.length; w++) {
            for (int c = 0; c < medians.length; c++) {
                scores[w] += errors[w][c] / medians[c] / medians.length;
            }
        }
        return scores;
    }
}
