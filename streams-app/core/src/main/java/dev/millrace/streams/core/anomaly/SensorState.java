package dev.millrace.streams.core.anomaly;

import org.jspecify.annotations.Nullable;

/**
 * What is kept per sensor: the newest readings in event-time order, and what the older ones ("settled", out of reach of any
 * late reading) left behind. Constant in size after the calibration. Mutable: {@link SensorWindows} updates it in place and
 * hands the same object back; one owner, one thread. The state depends on the set of readings taken, not on their order.
 */
public final class SensorState {
    final String[] channels;
    final long[] times;
    /** {@code [place * channels + channel]}, raw. */
    final double[] values;
    /** Of the settled readings only. */
    final History settled;
    /** Of all readings: settled and retained. */
    final History head;

    int count;
    /** Raw values of the settled readings, {@code [sample * channels + channel]}; null once the scale is final. */
    double @Nullable [] calibration;

    @Nullable
    ChannelScale scale;

    SensorState(String[] channels, WindowConfig config) {
        this.channels = channels;
        int n = channels.length;
        times = new long[config.retained() + 1]; // one spare place: a late reading goes in before the oldest leaves
        values = new double[times.length * n];
        settled = new History(n);
        head = new History(n);
        calibration = new double[config.calibration() * n];
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
