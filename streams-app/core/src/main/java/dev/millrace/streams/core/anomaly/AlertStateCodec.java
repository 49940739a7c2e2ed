package dev.millrace.streams.core.anomaly;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * {@link AlertState} as compact bytes: a version byte, the phase, three tails of which only the bins in use are written, and
 * the steps remembered. About 7 KiB with all eight steps, most of it those. Thread-safe.
 */
public final class AlertStateCodec {
    private static final byte VERSION = 3;

    /** As now, but big-endian and without the numbers of the steps. */
    private static final byte VERSION_2 = 2;

    private static final byte CALM = 0;
    private static final byte FIRING = 1;
    private static final byte COOLING_DOWN = 2;
    private static final int LARGEST_PHASE = 1 + 4 * Long.BYTES + 4 * Integer.BYTES;

    public byte[] encode(AlertState state) {
        byte[] model = state.modelKey.getBytes(StandardCharsets.UTF_8);
        byte[] cause = state.phase instanceof AlertPhase.Firing firing
                ? firing.cause().getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        int sent = 0;
        for (AlertState.Sent step : state.sent) {
            sent += 2 * Long.BYTES + Integer.BYTES + step.alert().length;
        }
        int head = 1 + 3 * Integer.BYTES + 2 * Long.BYTES + model.length + cause.length;
        int tracks = size(state.model) + size(state.level) + size(state.relation);
        ByteBuffer out =
                ByteBuffer.allocate(head + LARGEST_PHASE + tracks + sent).order(ByteOrder.LITTLE_ENDIAN);
        out.put(VERSION).putLong(state.lastWindowEnd).putLong(state.scores);
        putBytes(out, model);
        putPhase(out, state.phase, cause);
        putTrack(out, state.model);
        putTrack(out, state.level);
        putTrack(out, state.relation);
        out.putInt(state.sent.size());
        for (AlertState.Sent step : state.sent) {
            out.putLong(step.windowEnd()).putLong(step.number());
            putBytes(out, step.alert());
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Throws {@link IllegalArgumentException} where the bytes are of another version. */
    public AlertState decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        in.order(version == VERSION_2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        if (version != VERSION && version != VERSION_2) {
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
            long windowEnd = in.getLong();
            long number = version == VERSION ? in.getLong() : state.scores;
            state.sent.addLast(new AlertState.Sent(windowEnd, number, bytes(in)));
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
        Tail tail = track.tail;
        out.putDouble(track.average).putDouble(tail.total);
        out.putInt(tail.first).putInt(tail.first + tail.bins.length);
        out.asFloatBuffer().put(tail.bins);
        out.position(out.position() + tail.bins.length * Float.BYTES);
    }

    private static void readTrack(ByteBuffer in, Track track) {
        track.average = in.getDouble();
        Tail tail = track.tail;
        tail.total = in.getDouble();
        tail.first = in.getInt();
        int bins = in.getInt() - tail.first;
        if (tail.first < 0 || bins < 0 || tail.first + bins > Tail.BINS) {
            throw new IllegalArgumentException("alert state has " + bins + " bins from " + tail.first + " on");
        }
        tail.bins = new float[bins];
        in.asFloatBuffer().get(tail.bins);
        in.position(in.position() + bins * Float.BYTES);
    }

    private static int size(Track track) {
        return 2 * Double.BYTES + 2 * Integer.BYTES + track.tail.bins.length * Float.BYTES;
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
