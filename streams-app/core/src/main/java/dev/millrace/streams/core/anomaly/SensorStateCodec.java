package dev.millrace.streams.core.anomaly;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * {@link SensorState} as compact bytes: a version byte, the channel names, the readings retained, two histories, the scale,
 * and the calibration while it lasts. About 2.1 KiB for four channels after the calibration. Thread-safe.
 */
public final class SensorStateCodec {
    private static final byte VERSION = 1;

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
        putHistory(out, state.settled);
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
        if (version != VERSION) {
            throw new IllegalArgumentException("sensor state of version " + version + ", this codec reads " + VERSION);
        }
        String[] channels = new String[in.getInt()];
        for (int c = 0; c < channels.length; c++) {
            byte[] name = new byte[in.getInt()];
            in.get(name);
            channels[c] = new String(name, StandardCharsets.UTF_8);
        }
        var state = new SensorState(channels, config);
        state.count = in.getInt();
        if (state.count > config.retained()) {
            throw new IllegalArgumentException(
                    "sensor state holds " + state.count + " readings, window retained is " + config.retained());
        }
        getHistory(in, state.settled);
        getHistory(in, state.head);
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
        double[] calibration = state.calibration;
        if (state.settled.count >= config.calibration() || calibration == null) {
            state.calibration = null;
        } else {
            get(in, calibration, (int) state.settled.count * channels.length);
        }
        return state;
    }

    private static int size(SensorState state) {
        int n = state.channels.length;
        ChannelScale scale = state.scale;
        int relation = (state.head.relation.mean.length + state.head.relation.covariance.length) * Double.BYTES;
        int history = n * (5 * Double.BYTES + 2 * Integer.BYTES) + relation + 2 * Long.BYTES + 2 * Double.BYTES;
        int readings = state.count * (Long.BYTES + n * Double.BYTES);
        int scaled = scale == null ? 0 : 2 * n * Double.BYTES;
        int kept = state.calibration == null ? 0 : (int) state.settled.count * n * Double.BYTES;
        return 1 + 3 * Integer.BYTES + 2 * history + readings + scaled + kept;
    }

    private static void putHistory(ByteBuffer out, History history) {
        put(out, history.min, history.min.length);
        put(out, history.max, history.min.length);
        put(out, history.last, history.min.length);
        put(out, history.longest, history.min.length);
        put(out, history.step, history.min.length);
        put(out, history.relation.mean, history.relation.mean.length);
        put(out, history.relation.covariance, history.relation.covariance.length);
        for (int c = 0; c < history.min.length; c++) {
            out.putInt(history.run[c]).putInt(history.changes[c]);
        }
        out.putLong(history.count)
                .putLong(history.lastTime)
                .putDouble(history.interval)
                .putDouble(history.longestGap);
    }

    private static void getHistory(ByteBuffer in, History history) {
        get(in, history.min, history.min.length);
        get(in, history.max, history.min.length);
        get(in, history.last, history.min.length);
        get(in, history.longest, history.min.length);
        get(in, history.step, history.min.length);
        get(in, history.relation.mean, history.relation.mean.length);
        get(in, history.relation.covariance, history.relation.covariance.length);
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
