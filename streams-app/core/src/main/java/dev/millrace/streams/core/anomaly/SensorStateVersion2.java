package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.ChannelSets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads what earlier versions of {@link SensorStateCodec} wrote: numbers as they are, big-endian. Version 1 has the history of
 * settled readings where none has settled, and the mirrored half of the covariance.
 */
final class SensorStateVersion2 {
    static final byte VERSION = 2;
    static final byte WITH_EVERYTHING = 1;

    private SensorStateVersion2() {}

    static SensorState decode(WindowConfig config, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        boolean old = in.get() == WITH_EVERYTHING;
        String[] channels = new String[in.getInt()];
        for (int c = 0; c < channels.length; c++) {
            byte[] name = new byte[in.getInt()];
            in.get(name);
            channels[c] = new String(name, StandardCharsets.UTF_8);
        }
        int count = in.getInt();
        SensorStateCodec.requireRetained(config, count);
        var state = new SensorState(ChannelSets.shared(channels), count + 1, 0);
        state.count = count;
        if (old || in.get() != 0) {
            state.settled = new History(channels.length);
            getHistory(in, state.settled, old);
        }
        getHistory(in, state.head, old);
        for (int i = 0; i < state.count; i++) {
            state.times[i] = in.getLong();
        }
        get(in, state.values, state.count * channels.length);
        int samples = in.getInt();
        if (samples > 0) {
            double[] median = new double[channels.length];
            double[] spread = new double[channels.length];
            get(in, median, median.length);
            get(in, spread, spread.length);
            state.scale = new ChannelScale(samples, median, spread);
        }
        if (state.settled.count >= config.calibration()) {
            state.calibration = null;
        } else {
            double[] calibration = new double[(int) state.settled.count * channels.length];
            get(in, calibration, calibration.length);
            state.calibration = calibration;
        }
        return state;
    }

    private static void getHistory(ByteBuffer in, History history, boolean old) {
        get(in, history.min, history.min.length);
        get(in, history.max, history.min.length);
        get(in, history.last, history.min.length);
        get(in, history.longest, history.min.length);
        get(in, history.step, history.min.length);
        get(in, history.relation.mean, history.relation.mean.length);
        int n = history.relation.mean.length;
        for (int c = 0; c < n; c++) {
            for (int e = 0; e < n; e++) {
                if (e <= c) {
                    history.relation.covariance[c * n + e] = in.getDouble();
                } else if (old) {
                    in.getDouble();
                }
            }
        }
        for (int c = 0; c < history.min.length; c++) {
            history.run[c] = in.getInt();
            history.changes[c] = in.getInt();
        }
        history.count = in.getLong();
        history.lastTime = in.getLong();
        history.interval = in.getDouble();
        history.longestGap = in.getDouble();
    }

    private static void get(ByteBuffer in, double[] values, int count) {
        in.asDoubleBuffer().get(values, 0, count);
        in.position(in.position() + count * Double.BYTES);
    }
}
