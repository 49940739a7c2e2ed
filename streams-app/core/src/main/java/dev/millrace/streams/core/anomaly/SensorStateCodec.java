package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.ChannelSets;

/**
 * {@link SensorState} as compact bytes: a version byte, the channel names, the readings retained, two histories, the scale,
 * and the calibration while it lasts. Readings that are decimal fractions, as from JSON, take two bytes a value. About .8 KiB
 * for four such channels after the calibration, a tenth of a KiB for a sensor that was heard once: the history of settled readings is
 * left out where none has settled, and that of all readings where it is soon told from the few there are. Versions 1 and 2 are
 * still read. Thread-safe.
 */
public final class SensorStateCodec {
    private static final byte VERSION = 3;

    private static final int WITH_SETTLED = 1;
    private static final int WITH_HEAD = 2;

    /** Up to as many readings it costs less to fold them again than to keep what they come to. */
    private static final int FOLDED_AGAIN = 16;

    private static final int EXPECTED_BYTES = 1024;

    private final WindowConfig config;

    public SensorStateCodec(WindowConfig config) {
        this.config = config;
    }

    public byte[] encode(SensorState state) {
        var out = new NumberWriter(EXPECTED_BYTES);
        int n = state.channels.length;
        out.oneByte(VERSION);
        out.unsigned(n);
        for (String channel : state.channels) {
            out.text(channel);
        }
        boolean settled = state.settled.count > 0;
        boolean withHead = settled || state.count > FOLDED_AGAIN;
        out.oneByte((settled ? WITH_SETTLED : 0) | (withHead ? WITH_HEAD : 0));
        out.unsigned(state.count);
        putReadings(out, state);
        if (settled) {
            putHistory(out, state.settled, state.times[0]);
        }
        if (withHead) {
            putHistory(out, state.head, state.times[0]);
        }
        ChannelScale scale = state.scale;
        out.unsigned(scale == null ? 0 : scale.samples());
        if (scale != null) {
            out.column(scale.median());
            out.fixed(scale.spread());
        }
        double[] calibration = state.calibration;
        if (calibration != null) {
            for (int c = 0; c < n; c++) {
                out.column(calibration, c, (int) state.settled.count, n);
            }
        }
        return out.toBytes();
    }

    /** Throws {@link IllegalArgumentException} where the bytes are of another version or were written under another config. */
    public SensorState decode(byte[] bytes) {
        byte version = bytes[0];
        if (version == SensorStateVersion2.VERSION || version == SensorStateVersion2.WITH_EVERYTHING) {
            return SensorStateVersion2.decode(config, bytes);
        }
        var in = new NumberReader(bytes);
        if (in.oneByte() != VERSION) {
            throw new IllegalArgumentException("sensor state of version " + version + ", this codec reads " + VERSION);
        }
        String[] channels = new String[in.count()];
        for (int c = 0; c < channels.length; c++) {
            channels[c] = in.text();
        }
        int kept = in.oneByte();
        int count = in.count();
        requireRetained(config, count);
        var state = new SensorState(ChannelSets.shared(channels), count + 1, 0);
        state.count = count;
        readReadings(in, state);
        if ((kept & WITH_SETTLED) != 0) {
            state.settled = new History(channels.length);
            readHistory(in, state.settled, state.times[0]);
        }
        if ((kept & WITH_HEAD) != 0) {
            readHistory(in, state.head, state.times[0]);
        } else {
            for (int i = 0; i < count; i++) {
                state.head.add(state.times[i], state.values, i * channels.length);
            }
        }
        readScale(in, state);
        return state;
    }

    static void requireRetained(WindowConfig config, int count) {
        if (count > config.retained()) {
            throw new IllegalArgumentException(
                    "sensor state holds " + count + " readings, window retained is " + config.retained());
        }
    }

    /** Times as differences of differences: of readings at a steady rate they are 0. */
    private static void putReadings(NumberWriter out, SensorState state) {
        long last = 0;
        long step = 0;
        for (int i = 0; i < state.count; i++) {
            long next = state.times[i] - last;
            out.signed(i == 1 ? next : next - step);
            last = state.times[i];
            step = next;
        }
        int n = state.channels.length;
        for (int c = 0; c < n; c++) {
            out.column(state.values, c, state.count, n);
        }
    }

    private static void readReadings(NumberReader in, SensorState state) {
        long last = 0;
        long step = 0;
        for (int i = 0; i < state.count; i++) {
            long next = i == 1 ? in.signed() : in.signed() + step;
            last += next;
            state.times[i] = last;
            step = next;
        }
        int n = state.channels.length;
        for (int c = 0; c < n; c++) {
            in.column(state.values, c, state.count, n);
        }
    }

    private void readScale(NumberReader in, SensorState state) {
        int n = state.channels.length;
        int samples = (int) in.unsigned();
        if (samples > 0) {
            double[] median = new double[n];
            double[] spread = new double[n];
            in.column(median);
            in.fixed(spread);
            state.scale = new ChannelScale(samples, median, spread);
        }
        if (state.settled.count >= config.calibration()) {
            state.calibration = null;
        } else {
            int settled = (int) state.settled.count;
            double[] calibration = new double[settled * n];
            for (int c = 0; c < n; c++) {
                in.column(calibration, c, settled, n);
            }
            state.calibration = calibration;
        }
    }

    private static void putHistory(NumberWriter out, History history, long near) {
        out.unsigned(history.count);
        out.signed(history.lastTime - near);
        out.column(history.min);
        out.column(history.max);
        out.column(history.last);
        out.column(history.longest);
        out.fixed(history.step);
        out.fixed(history.relation.mean);
        int n = history.relation.mean.length;
        for (int c = 0; c < n; c++) {
            for (int e = 0; e <= c; e++) {
                out.fixed(history.relation.covariance[c * n + e]);
            }
        }
        for (int c = 0; c < history.min.length; c++) {
            out.unsigned(history.run[c]);
            out.unsigned(history.changes[c]);
        }
        out.fixed(history.interval);
        out.fixed(history.longestGap);
    }

    private static void readHistory(NumberReader in, History history, long near) {
        history.count = in.unsigned();
        history.lastTime = near + in.signed();
        in.column(history.min);
        in.column(history.max);
        in.column(history.last);
        in.column(history.longest);
        in.fixed(history.step);
        in.fixed(history.relation.mean);
        int n = history.relation.mean.length;
        for (int c = 0; c < n; c++) {
            for (int e = 0; e <= c; e++) {
                history.relation.covariance[c * n + e] = in.fixed();
            }
        }
        for (int c = 0; c < history.min.length; c++) {
            history.run[c] = (int) in.unsigned();
            history.changes[c] = (int) in.unsigned();
        }
        history.interval = in.fixed();
        history.longestGap = in.fixed();
    }
}
