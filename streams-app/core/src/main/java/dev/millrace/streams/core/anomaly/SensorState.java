package dev.millrace.streams.core.anomaly;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is kept per sensor: the newest readings in event-time order, and what the older ones ("settled", out of reach of any
 * late reading) left behind. Constant in size after the calibration. Mutable: {@link SensorWindows} updates it in place and
 * hands the same object back; one owner, one thread. The state depends on the set of readings taken, not on their order.
 */
public final class SensorState {
    private static final int FIRST_READINGS = 4;

    final String[] channels;
    /** Its length is the room for readings; it grows with them, as most of a large fleet's sensors are hardly ever heard. */
    long[] times;
    /** {@code [place * channels + channel]}, raw. */
    double[] values;
    /** Of the settled readings only; {@link History#NONE} while there are none, as with most of a large fleet. */
    History settled = History.NONE;
    /** Of all readings: settled and retained. */
    final History head;

    int count;
    /** Raw values of the settled readings, {@code [sample * channels + channel]}, or more room; null once the scale is final. */
    double @Nullable [] calibration;

    @Nullable
    ChannelScale scale;

    SensorState(String[] channels) {
        this(channels, FIRST_READINGS, 0);
    }

    /** With room for that many readings, retained and in the calibration. */
    SensorState(String[] channels, int readings, int calibrated) {
        this.channels = channels;
        int n = channels.length;
        times = new long[readings];
        values = new double[readings * n];
        head = new History(n);
        calibration = new double[calibrated * n];
    }

    /** Makes room for one reading more. */
    void grow(WindowConfig config) {
        if (count == times.length) {
            // one spare place: a late reading goes in before the oldest leaves
            int room = Math.min(2 * count, config.retained() + 1);
            times = Arrays.copyOf(times, room);
            values = Arrays.copyOf(values, room * channels.length);
        }
    }

    /** Heap that it holds, about; the names are shared. */
    public long bytes() {
        int n = channels.length;
        long history = 280 + n * (5L * Double.BYTES + 2 * Integer.BYTES) + 8L * head.relation.doubles();
        long histories = settled.count > 0 ? 2 * history : history;
        long scaled = scale == null ? 0 : 64 + 16L * n;
        long kept = calibration == null ? 0 : 8L * calibration.length;
        return 120 + histories + 8L * (times.length + values.length) + scaled + kept;
    }

    /** Readings taken so far. */
    public long readings() {
        return head.count;
    }

    /** Event time of the newest reading, epoch milliseconds. */
    public long newest() {
        return head.lastTime;
    }
}
