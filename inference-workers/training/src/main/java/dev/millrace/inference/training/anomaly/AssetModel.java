package dev.millrace.inference.training.anomaly;

import java.util.List;

/**
 * The model of one asset type: sensors with the same channels.
 *
 * @param channels sorted
 * @param mean {@code float32[window * channel]}, row by row
 * @param basis {@code float32[component, window * channel]}, orthonormal rows
 * @param residual {@code float32[channel]}: median over the training windows of the channel's mean squared residual
 * @param threshold scores above are anomalous
 */
public record AssetModel(List<String> channels, float[] mean, float[][] basis, float[] residual, double threshold) {
    public AssetModel {
        channels = List.copyOf(channels);
        if (channels.isEmpty() || mean.length % channels.size() != 0 || residual.length != channels.size()) {
            throw new IllegalArgumentException("a model of channels " + channels + " has a mean of " + mean.length
                    + " values and " + residual.length + " residuals");
        }
    }

    /** Samples in a window. */
    public int window() {
        return mean.length / channels.size();
    }

    /** Scores {@code float32[window, channel]}, normalised. */
    public WindowScore score(float[] values) {
        double[] errors = squaredResiduals(new Pca(mean, basis), values, channels.size());
        double sum = 0;
        for (int c = 0; c < errors.length; c++) {
            errors[c] /= residual[c];
            sum += errors[c];
        }
        return new WindowScore(sum / errors.length, errors);
    }

    /** Mean squared residual of each channel over the window. */
    static double[] squaredResiduals(Pca pca, float[] values, int channels) {
        int d = pca.mean().length;
        if (values.length != d) {
            throw new IllegalArgumentException("a window of " + values.length + " values, the model takes " + d);
        }
        double[] rest = new double[d];
        for (int i = 0; i < d; i++) {
            rest[i] = values[i] - pca.mean()[i];
        }
        double[] centred = rest.clone();
        for (float[] component : pca.basis()) {
            double weight = 0;
            for (int i = 0; i < d; i++) {
                weight += component[i] * centred[i];
            }
            for (int i = 0; i < d; i++) {
                rest[i] -= weight * component[i];
            }
        }
        double[] errors = new double[channels];
        for (int i = 0; i < d; i++) {
            errors[i % channels] += rest[i] * rest[i] * channels / d;
        }
        return errors;
    }
}
