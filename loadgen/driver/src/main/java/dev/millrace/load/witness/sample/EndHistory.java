package dev.millrace.load.witness.sample;

import java.time.Duration;
import java.util.Arrays;

/**
 * When was the record at an offset produced? Told from the partition's end offsets alone, as they were at each look, without
 * reading a record.
 *
 * <p>The record at offset {@code c} was produced between the last look that saw an end of {@code c} or less and the first look that
 * saw more. In between, production is taken as even, so the time is found on the straight line between the two looks; the error is
 * at most the time between them (1 s), and near 0 under steady traffic. An offset below the first end seen was produced before
 * the first look, and the first look's time is the bound that is told: a backlog that was there before shows as growing from 0.
 * So does one that is older than what is kept.
 *
 * <p>Why not {@code offsetsForTimes}: it answers the question the other way round (the offset at a time), so finding the time of
 * an offset takes a search of several requests for each partition of each group, and its answers are as coarse as the broker's
 * time index. Why not read the record: a reader for each group and partition each second is load on the system under test.
 *
 * <p>Not thread-safe.
 */
final class EndHistory {
    private final long keptMicros;
    private long[] times = new long[64];
    private long[] ends = new long[64];
    private int from;
    private int to;

    EndHistory(Duration kept) {
        this.keptMicros = kept.toNanos() / 1000;
    }

    /** A look at {@code micros}, later than those before; an end that went back (a topic made anew) begins anew. */
    void saw(long micros, long end) {
        if (to > from && end < ends[to - 1]) {
            from = to;
        }
        // Of a still stretch the first and the last look say everything.
        if (to - from >= 2 && ends[to - 1] == end && ends[to - 2] == end) {
            times[to - 1] = micros;
            return;
        }
        while (to > from && times[from] < micros - keptMicros) {
            from++;
        }
        if (to == times.length) {
            int size = to - from;
            int room = size > times.length / 2 ? times.length * 2 : times.length;
            times = Arrays.copyOf(Arrays.copyOfRange(times, from, to), room);
            ends = Arrays.copyOf(Arrays.copyOfRange(ends, from, to), room);
            from = 0;
            to = size;
        }
        times[to] = micros;
        ends[to] = end;
        to++;
    }

    /** Seconds since the record at {@code offset} was produced; 0 where no look has seen it. */
    double ageSeconds(long offset, long nowMicros) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (low == to) {
            return 0;
        }
        double produced = times[low];
        if (low > from) {
            double share = (offset - ends[low - 1]) / (double) (ends[low] - ends[low - 1]);
            produced = times[low - 1] + share * (times[low] - times[low - 1]);
        }
        return Math.max(0, nowMicros - produced) / 1e6;
    }
}
