package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.ChannelSets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * {@link SensorState} as compact bytes: a version byte, the channel names, the readings retained, two histories, the scale,
 * and the calibration while it lasts. About 2 KiB for four channels after the calibration, half a KiB for a sensor that was heard
 * once: the history of settled readings is left out where none has settled, and so is the half of the covariance that mirrors the
 * other. Version 1 had both and is still read. Thread-safe.
 */
public final class SensorStateCodec {
    private static final byte VERSION = 2;
    private static final byte WITH_EVERYTHING = 1;

    private final WindowConfig config;

    public SensorStateCodec(WindowConfig config) {
        this.config = config;
    }

    public byte[] encode(SensorState state) {
        byte[][] names = new byte[state.channels.length][];
        int text = 0;
        for (int c = 0; c < names.length; c++) {
            names[c] = state.channels[c].getBytes(StandardCharsets.UTF_8);
            text += Integer.BYTES + names[c].length;
        }
        ByteBuffer out = ByteBuffer.allocate(text + size(state));
        out.put(VERSION).putInt(names.length);
        for (byte[] name : names) {
            out.putInt(name.length).put(name);
        }
        out.putInt(state.count);
        out.put((byte) (state.settled.count > 0 ? 1 : 0));
        if (state.settled.count > 0) {
            putHistory(out, state.settled);
        }
        putHistory(out, state.head);
        for (int i = 0; i < state.count; i++) {
            out.putLong(state.times[i]);
        }
        put(out, state.values, state.count * names.length);
        ChannelScale scale = state.scale;
        out.putInt(scale == null ? 0 : scale.samples());
        if (scale != null) {
            put(out, scale.median(), names.length);
            put(out, scale.spread(), names.length);
        }
        double[] calibration = state.calibration;
        if (calibration != null) {
            put(out, calibration, (int) state.settled.count * names.length);
        }
        return out.array();
    }

    /** Throws {@link IllegalArgumentException} where the bytes are of another version or were written under another config. */
    public SensorState decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        boolean old = version == WITH_EVERYTHING;
        if (version != VERSION && !old) {
            throw new IllegalArgumentException("sensor state of version " + version + ", this codec reads " + VERSION);
        }
        String[] channels = new String[in.getInt()];
        for (int c = 0; c < channels.length; c++) {
            byte[] name = new byte[in.getInt()];
            in.get(name);
            channels[c] = new String(name, StandardCharsets.UTF_8);
        }
        int count = in.getInt();
        if (count > config.retained()) {
            throw new IllegalArgumentException(
                    "sensor state holds " + count + " readings, window retained is " + config.retained());
        }
        var state = new SensorState(ChannelSets.shared(channels), count + 1, 0);
        state.count = count;
        if (old || in.get() != 0) {
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

    private static int size(SensorState state) {
        int n = state.channels.length;
        ChannelScale scale = state.scale;
        int related = state.head.relation.mean.length;
        int relation = (related + related * (related + 1) / 2) * Double.BYTES;
        int history = n * (5 * Double.BYTES + 2 * Integer.BYTES) + relation + 2 * Long.BYTES + 2 * Double.BYTES;
        int readings = state.count * (Long.BYTES + n * Double.BYTES);
        int scaled = scale == null ? 0 : 2 * n * Double.BYTES;
        int kept = state.calibration == null ? 0 : (int) state.settled.count * n * Double.BYTES;
        int histories = state.settled.count > 0 ? 2 * history : history;
        return 2 + 3 * Integer.BYTES + histories + readings + scaled + kept;
    }

    private static void putHistory(ByteBuffer out, History history) {
        put(out, history.min, history.min.length);
        put(out, history.max, history.min.length);
        put(out, history.last, history.min.length);
        put(out, history.longest, history.min.length);
        put(out, history.step, history.min.length);
        put(out, history.relation.mean, history.relation.mean.length);
        int n = history.relation.mean.length;
        for (int c = 0; c < n; c++) {
            for (int e = 0; e <= c; e++) {
                out.putDouble(history.relation.covariance[c * n + e]);
            }
        }
        for (int c = 0; c < history.min.length; c++) {
            out.putInt(history.run[c]).putInt(history.changes[c]);
        }
        out.putLong(history.count)
                .putLong(history.lastTime)
                .putDouble(history.interval)
                .putDouble(history.longestGap);
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

    private static void put(ByteBuffer out, double[] values, int count) {
        out.asDoubleBuffer().put(values, 0, count);
        out.position(out.position() + count * Double.BYTES);
    }

    private static void get(ByteBuffer in, double[] values, int count) {
        in.asDoubleBuffer().get(values, 0, count);
        in.position(in.position() + count * Double.BYTES);
    }
}
