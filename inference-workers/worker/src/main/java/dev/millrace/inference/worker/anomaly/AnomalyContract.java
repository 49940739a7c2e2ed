package dev.millrace.inference.worker.anomaly;

import dev.millrace.inference.api.ElementType;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.worker.head.Contract;
import dev.millrace.inference.worker.head.ModelRefusedException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sensor model is. Inputs {@code window} float32[batch, W, C] and {@code asset_type} int64[batch]; outputs {@code score}
 * float32[batch] and {@code channel_error} float32[batch, C]. C is the largest number of channels of any asset type; a type with
 * fewer leaves its last ones zero.
 *
 * @param window W, samples
 * @param channels C
 * @param assetTypes index of each asset type by its channel names
 * @param thresholds score above which a window of the type is anomalous
 */
record AnomalyContract(int window, int channels, Map<List<String>, Integer> assetTypes, double[] thresholds) {
    private static final int MAX_WINDOW = 4096;

    static AnomalyContract of(InferenceSession session) throws ModelRefusedException {
        Map<String, String> metadata = session.metadata();
        Contract.requireKind(metadata, AnomalyHead.KIND);
        Contract.requireInputs(session, Map.of("window", ElementType.FLOAT32, "asset_type", ElementType.INT64));
        Contract.requireOutputs(session, Map.of("score", ElementType.FLOAT32, "channel_error", ElementType.FLOAT32));
        int window = Contract.requireInt(metadata, "millrace.window", 1, MAX_WINDOW);
        String[][] types = Contract.requireJson(metadata, "millrace.asset_types", String[][].class);
        double[] thresholds = Contract.requireJson(metadata, "millrace.thresholds", double[].class);
        var index = new HashMap<List<String>, Integer>();
        int channels = 0;
        for (int i = 0; i < types.length; i++) {
            requireChannels(types[i]);
            if (index.put(List.of(types[i]), i) != null) {
                throw new ModelRefusedException("millrace.asset_types has " + List.of(types[i]) + " twice");
            }
            channels = Math.max(channels, types[i].length);
        }
        if (types.length == 0
                || thresholds.length != types.length
                || Arrays.stream(thresholds).anyMatch(threshold -> !Double.isFinite(threshold))) {
            throw new ModelRefusedException("millrace.thresholds must be one finite number for each of the "
                    + types.length + " asset types, it is " + Arrays.toString(thresholds));
        }
        Contract.requireExtent(session, "window", 1, window);
        Contract.requireExtent(session, "window", 2, channels);
        return new AnomalyContract(window, channels, Map.copyOf(index), thresholds);
    }

    private static void requireChannels(String @Nullable [] channels) throws ModelRefusedException {
        if (channels == null || channels.length == 0 || !sorted(channels)) {
            throw new ModelRefusedException(
                    "millrace.asset_types: channels must be sorted names, they are " + Arrays.toString(channels));
        }
    }

    private static boolean sorted(@Nullable String[] channels) {
        String before = "";
        for (String channel : channels) {
            if (channel == null || channel.compareTo(before) <= 0) {
                return false;
            }
            before = channel;
        }
        return true;
    }

    /** Index of the asset type whose channels these are; -1 where the model does not know it or its window differs. */
    int assetType(String[] names, float[] values) {
        if (values.length != names.length * window) {
            return -1;
        }
        return assetTypes.getOrDefault(Arrays.asList(names), -1);
    }
}
