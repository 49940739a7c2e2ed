package dev.millrace.streams.core.anomaly;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * {@link AlertState} as compact bytes: a version byte, the phase, three tails of which only the bins in use are written, and
 * the steps remembered. About 7 KiB with all eight steps, most of it those. Thread-safe.
 */
public final class AlertStateCodec {
    private static final byte VERSION = 2;
    private static final byte CALM = 0;
    private static final byte FIRING = 1;
    private static final byte COOLING_DOWN = 2;
    private static final int LARGEST_PHASE = 1 + 4 * Long.BYTES + 4 * Integer.BYTES;
    private static final int LARGEST_TRACK = 2 * Double.BYTES + 2 * Integer.BYTES + Tail.BINS * Float.BYTES;

    public byte[] encode(AlertState state) {
        byte[] model = state.modelKey.getBytes(StandardCharsets.UTF_8);
        byte[] cause = state.phase instanceof AlertPhase.Firing firing
                ? firing.cause().getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        int sent = 0;
        for (AlertState.Sent step : state.sent) {
            sent += Long.BYTES + Integer.BYTES + step.alert().length;
        }
        int head = 1 + 3 * Integer.BYTES + 2 * Long.BYTES + model.length + cause.length;
        ByteBuffer out = ByteBuffer.allocate(head + LARGEST_PHASE + 3 * LARGEST_TRACK + sent);
        out.put(VERSION).putLong(state.lastWindowEnd).putLong(state.scores);
        putBytes(out, model);
        putPhase(out, state.phase, cause);
        putTrack(out, state.model);
        putTrack(out, state.level);
        putTrack(out, state.relation);
        out.putInt(state.sent.size());
        for (AlertState.Sent step : state.sent) {
            out.putLong(step.windowEnd());
            putBytes(out, step.alert());
        }
        byte[] bytes = new byte[out.position()];
        out.rewind();
        out.get(bytes);
        return bytes;
    }

    /** Throws {@link IllegalArgumentException} where the bytes are of another version. */
    public AlertState decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("alert state of version " + version + ", this codec reads " + VERSION);
        }
        var state = new AlertState();
        state.lastWindowEnd = in.getLong();
        state.scores = in.getLong();
        state.modelKey = new String(bytes(in), StandardCharsets.UTF_8);
        state.phase = phase(in);
        readTrack(in, state.model);
        readTrack(in, state.level);
        readTrack(in, state.relation);
        int sent = in.getInt();
        for (int i = 0; i < sent; i++) {
            state.sent.addLast(new AlertState.Sent(in.getLong(), bytes(in)));
        }
        return state;
    }

    private static void putPhase(ByteBuffer out, AlertPhase phase, byte[] cause) {
        if (phase instanceof AlertPhase.Firing firing) {
            out.put(FIRING).putLong(firing.startedAt());
            putBytes(out, cause);
            out.putDouble(firing.peak()).putDouble(firing.severity()).putDouble(firing.reported());
            out.putInt(firing.windows()).putInt(firing.quiet()).putInt(firing.silent());
        } else if (phase instanceof AlertPhase.CoolingDown cooling) {
            out.put(COOLING_DOWN).putInt(cooling.windows()).putDouble(cooling.peak());
        } else {
            out.put(CALM);
        }
    }

    private static AlertPhase phase(ByteBuffer in) {
        byte kind = in.get();
        return switch (kind) {
            case CALM -> new AlertPhase.Calm();
            case FIRING ->
                new AlertPhase.Firing(
                        in.getLong(),
                        new String(bytes(in), StandardCharsets.UTF_8),
                        in.getDouble(),
                        in.getDouble(),
                        in.getDouble(),
                        in.getInt(),
                        in.getInt(),
                        in.getInt());
            case COOLING_DOWN -> new AlertPhase.CoolingDown(in.getInt(), in.getDouble());
            default -> throw new IllegalArgumentException("alert state has the unknown phase " + kind);
        };
    }

    private static void putTrack(ByteBuffer out, Track track) {
        float[] bins = track.tail.bins;
        int from = 0;
        int to = bins.length;
        while (from < to && bins[from] == 0) {
            from++;
        }
        while (to > from && bins[to - 1] == 0) {
            to--;
        }
        out.putDouble(track.average).putDouble(track.tail.total).putInt(from).putInt(to);
        for (int i = from; i < to; i++) {
            out.putFloat(bins[i]);
        }
    }

    private static void readTrack(ByteBuffer in, Track track) {
        track.average = in.getDouble();
        track.tail.total = in.getDouble();
        int from = in.getInt();
        int to = in.getInt();
        for (int i = from; i < to; i++) {
            track.tail.bins[i] = in.getFloat();
        }
    }

    private static void putBytes(ByteBuffer out, byte[] bytes) {
        out.putInt(bytes.length).put(bytes);
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }
}
