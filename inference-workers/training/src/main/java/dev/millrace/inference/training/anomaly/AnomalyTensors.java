package dev.millrace.inference.training.anomaly;

import dev.millrace.inference.training.onnx.OnnxFile;
import java.util.Arrays;
import java.util.List;

/**
 * The asset types' parameters stacked into tensors of one shape: unused channels and components are zero, so that they add
 * nothing.
 */
final class AnomalyTensors {
    final int components;
    /** {@code [type, window * channel]}. */
    final float[] mean;
    /** {@code [type, component, window * channel]}. */
    final float[] basis;
    /** {@code [type, channel]}: from a sum of squares over the window to the channel's error. */
    final float[] errorScale;
    /** {@code [type, channel]}: 1 ÷ the asset type's channels, 0 where unused. */
    final float[] channelWeight;

    AnomalyTensors(AnomalyModel model) {
        int types = model.assets().size();
        int c = model.channels();
        int w = model.window();
        int d = w * c;
        components = model.assets().stream()
                .mapToInt(asset -> asset.basis().length)
                .max()
                .orElseThrow();
        mean = new float[types * d];
        basis = new float[types * components * d];
        errorScale = new float[types * c];
        channelWeight = new float[types * c];
        for (int t = 0; t < types; t++) {
            AssetModel asset = model.assets().get(t);
            int n = asset.channels().size();
            spread(asset.mean(), n, mean, t * d, c);
            for (int k = 0; k < asset.basis().length; k++) {
                spread(asset.basis()[k], n, basis, (t * components + k) * d, c);
            }
            for (int i = 0; i < n; i++) {
                errorScale[t * c + i] = 1 / (w * asset.residual()[i]);
                channelWeight[t * c + i] = 1f / n;
            }
        }
    }

    /** The inverse: the parameters of asset type {@code t}. */
    static AssetModel asset(OnnxFile file, int t, int w, List<String> channels, double threshold) {
        int c = file.size("error_scale", 1);
        int components = file.size("basis", 1);
        int n = channels.size();
        int d = w * c;
        float[] scale = file.floats("error_scale");
        float[] residual = new float[n];
        for (int i = 0; i < n; i++) {
            residual[i] = 1 / (w * scale[t * c + i]);
        }
        float[] stacked = file.floats("basis");
        float[][] basis = new float[components][];
        int used = 0;
        for (int k = 0; k < components; k++) {
            basis[k] = gather(stacked, (t * components + k) * d, w, c, n);
            for (float value : basis[k]) {
                if (value != 0) {
                    used = k + 1;
                    break;
                }
            }
        }
        float[] mean = gather(file.floats("mean"), t * d, w, c, n);
        return new AssetModel(channels, mean, Arrays.copyOf(basis, used), residual, threshold);
    }

    /** Copies rows of {@code n} values to rows of {@code c}. */
    private static void spread(float[] from, int n, float[] to, int at, int c) {
        for (int i = 0; i < from.length; i++) {
            to[at + i / n * c + i % n] = from[i];
        }
    }

    private static float[] gather(float[] from, int at, int w, int c, int n) {
        float[] to = new float[w * n];
        for (int i = 0; i < to.length; i++) {
            to[i] = from[at + i / n * c + i % n];
        }
        return to;
    }
}
