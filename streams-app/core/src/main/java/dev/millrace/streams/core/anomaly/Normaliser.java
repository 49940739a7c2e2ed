package dev.millrace.streams.core.anomaly;

import java.util.Arrays;

/**
 * Chooses the scale of a window: that of the first 2^k·size readings, at most {@code calibration}, so that windows flow from
 * the first full one on and the scale is final after the calibration. It depends on the event-time order only: a late reading
 * inside the calibration changes it exactly as in order.
 */
final class Normaliser {
    private Normaliser() {}

    /** The scale for the window that ends with the reading at {@code end}. */
    static ChannelScale scaleAt(WindowConfig config, SensorState state, int end) {
        int samples = samples(config, state.settled.count + end + 1);
        ChannelScale known = state.scale;
        if (known != null && known.samples() == samples) {
            return known;
        }
        ChannelScale scale = compute(state, samples);
        state.scale = scale;
        return scale;
    }

    static boolean provisional(WindowConfig config, ChannelScale scale) {
        return scale.samples() < config.calibration();
    }

    /** A reading came in at {@code place}: a scale that should contain it is void. */
    static void forget(SensorState state, int place) {
        ChannelScale known = state.scale;
        if (known != null && state.settled.count + place < known.samples()) {
            state.scale = null;
        }
    }

    /** Called before the oldest retained reading settles: keeps its values while they are needed. */
    static void settle(WindowConfig config, SensorState state) {
        double[] kept = state.calibration;
        if (kept == null) {
            return;
        }
        int n = state.channels.length;
        int at = (int) state.settled.count * n;
        if (at == kept.length) {
            int most = config.calibration() * n;
            kept = Arrays.copyOf(kept, Math.min(most, Math.max(2 * at, config.size() * n)));
            state.calibration = kept;
        }
        System.arraycopy(state.values, 0, kept, at, n);
        if (state.settled.count + 1 == config.calibration()) {
            state.scale = ChannelScale.of(kept, config.calibration(), n);
            state.calibration = null;
        }
    }

    private static int samples(WindowConfig config, long readings) {
        if (readings >= config.calibration()) {
            return config.calibration();
        }
        int samples = config.size();
        while (samples * 2L <= readings) {
            samples *= 2;
        }
        return samples;
    }

    private static ChannelScale compute(SensorState state, int samples) {
        double[] kept = state.calibration;
        if (kept == null) {
            throw new IllegalStateException("the calibration of " + samples + " readings is over, but has no scale");
        }
        int n = state.channels.length;
        int settled = (int) Math.min(state.settled.count, samples);
        double[] values = new double[samples * n];
        System.arraycopy(kept, 0, values, 0, settled * n);
        System.arraycopy(state.values, 0, values, settled * n, (samples - settled) * n);
        return ChannelScale.of(values, samples, n);
    }
}
