package dev.millrace.inference.training.anomaly;

import dev.millrace.contracts.WindowRequest;
import java.util.List;

/**
 * A linear autoencoder per asset type; the Java arithmetic that the ONNX file must agree with.
 *
 * @param window samples in a window, the same for all asset types
 * @param assets the asset types that had data enough, at least one; their order is the {@code asset_type} index
 * @param trainedOn windows seen in training
 */
public record AnomalyModel(int window, List<AssetModel> assets, long trainedOn) {
    public AnomalyModel {
        assets = List.copyOf(assets);
        if (assets.isEmpty()) {
            throw new IllegalArgumentException("an anomaly model needs at least one asset type");
        }
        for (AssetModel asset : assets) {
            if (asset.window() != window) {
                throw new IllegalArgumentException(
                        "windows of " + asset.channels() + " are " + asset.window() + " long, not " + window);
            }
        }
    }

    /** Index of the asset type with these (sorted) channels, −1 where there is none. */
    public int assetType(List<String> channels) {
        for (int i = 0; i < assets.size(); i++) {
            if (assets.get(i).channels().equals(channels)) {
                return i;
            }
        }
        return -1;
    }

    /** Most channels of any asset type: the width of the ONNX input. */
    public int channels() {
        return assets.stream().mapToInt(asset -> asset.channels().size()).max().orElseThrow();
    }

    /** Scores a window; throws {@link IllegalArgumentException} where its asset type is not known. */
    public WindowScore score(WindowRequest request) {
        int type = assetType(List.of(request.channels()));
        if (type < 0) {
            throw new IllegalArgumentException("no model for the channels " + List.of(request.channels()));
        }
        return assets.get(type).score(request.window());
    }
}
