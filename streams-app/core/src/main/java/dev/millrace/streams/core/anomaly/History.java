package dev.millrace.streams.core.anomaly;

import java.util.Arrays;

/**
 * What the past readings of a sensor leave behind, folded in event-time order: running range, usual step and run of unchanged
 * values per channel, the usual interval, and how the channels move together. Mutable, single owner.
 */
final class History {
    /** Unchanged samples that no channel may have counted as stuck. */
    private static final double SHORTEST_STUCK = 10;
    /** A channel must have changed this often before standing still is news. */
    private static final int CHANGES_OF_A_VARYING_CHANNEL = 8;
    /** A value this many usual steps outside the range is no ordinary record of a noisy channel. */
    private static final double STEPS_OUTSIDE = 4;

    private static final double RANGE_MARGIN = .05;
    private static final double STEP_WEIGHT = .02;
    private static final double INTERVAL_WEIGHT = .05;
    private static final int INTERVALS_TO_LEARN = 8;
    private static final double SHORTEST_GAP = 10;

    /** Of no reading and no channel: what stands for a history that has not begun. Nothing is ever added to it. */
    static final History NONE = new History(0);

    final double[] min;
    final double[] max;
    final double[] last;
    final double[] longest;
    final double[] step;
    final int[] run;
    final int[] changes;
    final Relation relation;
    long count;
    long lastTime;
    double interval;
    double longestGap;

    History(int channels) {
        min = new double[channels];
        max = new double[channels];
        last = new double[channels];
        longest = new double[channels];
        step = new double[channels];
        run = new int[channels];
        changes = new int[channels];
        relation = new Relation(channels);
    }

    /** Takes over what {@code other} knows, which may be {@link #NONE}. */
    void copyFrom(History other) {
        count = other.count;
        lastTime = other.lastTime;
        interval = other.interval;
        longestGap = other.longestGap;
        if (other.count == 0) {
            clear();
            return;
        }
        int n = min.length;
        System.arraycopy(other.min, 0, min, 0, n);
        System.arraycopy(other.max, 0, max, 0, n);
        System.arraycopy(other.last, 0, last, 0, n);
        System.arraycopy(other.longest, 0, longest, 0, n);
        System.arraycopy(other.step, 0, step, 0, n);
        System.arraycopy(other.run, 0, run, 0, n);
        System.arraycopy(other.changes, 0, changes, 0, n);
        relation.copyFrom(other.relation);
    }

    private void clear() {
        for (double[] numbers : new double[][] {min, max, last, longest, step, relation.mean, relation.covariance}) {
            Arrays.fill(numbers, 0);
        }
        Arrays.fill(run, 0);
        Arrays.fill(changes, 0);
    }

    /** Takes the reading {@code values[at .. at + channels)} in; times must ascend. */
    void add(long time, double[] values, int at) {
        for (int c = 0; c < min.length; c++) {
            addValue(c, values[at + c]);
        }
        relation.add(count, values, at);
        if (count > 0) {
            addInterval(time - (double) lastTime);
        }
        lastTime = time;
        count++;
    }

    private void addValue(int c, double value) {
        if (count == 0) {
            min[c] = value;
            max[c] = value;
            run[c] = 1;
        } else {
            double moved = Math.min(Math.abs(value - last[c]), Double.MAX_VALUE);
            double bounded = step[c] == 0 || count < 8 ? moved : Math.min(moved, 5 * step[c]);
            step[c] += Math.max(STEP_WEIGHT, 1.0 / count) * (bounded - step[c]);
            min[c] = Math.min(min[c], value);
            max[c] = Math.max(max[c], value);
            if (value == last[c]) {
                run[c] = Math.min(run[c] + 1, Integer.MAX_VALUE - 1);
            } else {
                // a run that counted as stuck is learnt only up to the limit: the next fault is found again
                longest[c] = Math.max(longest[c], Math.min(run[c], stuckLimit(c)));
                run[c] = 1;
                changes[c] = Math.min(changes[c] + 1, Integer.MAX_VALUE - 1);
            }
        }
        last[c] = value;
    }

    private void addInterval(double passed) {
        if (count > 4 && interval > 0) {
            longestGap = Math.max(longestGap, Math.min(passed / interval, gapLimit()));
        }
        double bounded = interval == 0 ? passed : Math.min(passed, 4 * interval);
        interval += Math.max(INTERVAL_WEIGHT, 1.0 / count) * (bounded - interval);
    }

    /**
     * How far {@code value} lies outside the past min..max, in units of the past range, less a margin of 5 % or four usual
     * steps of the channel, whichever is more: a noisy channel sets records all the time. 0 inside.
     */
    double rangeExcess(int channel, double value) {
        double range = max[channel] - min[channel];
        if (count < 2 || !(range > 0) || !Double.isFinite(range)) {
            return 0;
        }
        double margin = Math.max(RANGE_MARGIN * range, STEPS_OUTSIDE * step[channel]);
        double outside = Math.max(value - max[channel], min[channel] - value) - margin;
        return outside > 0 ? Math.min(outside / range, Float.MAX_VALUE) : 0;
    }

    /** Run of unchanged samples that ends with {@code value} ÷ what counts as stuck; 0 where the channel never varied. */
    double stuck(int channel, double value) {
        boolean varies = changes[channel] >= CHANGES_OF_A_VARYING_CHANNEL;
        return varies && value == last[channel] ? (run[channel] + 1) / stuckLimit(channel) : 0;
    }

    /** Time since the last reading ÷ what counts as a gap; 0 while the usual interval is unknown. */
    double gap(long time) {
        return count > INTERVALS_TO_LEARN && interval > 0 ? (time - (double) lastTime) / interval / gapLimit() : 0;
    }

    private double stuckLimit(int channel) {
        return SHORTEST_STUCK + 2 * longest[channel];
    }

    private double gapLimit() {
        return SHORTEST_GAP + 1.5 * longestGap;
    }
}
