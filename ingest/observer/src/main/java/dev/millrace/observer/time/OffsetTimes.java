package dev.millrace.observer.time;

/**
 * When the offsets of one partition were written, by looks at the end of its log: an offset between the ends of two looks was written
 * between them, and is taken to lie there as evenly as the others. So a time is wrong by one distance between looks at most, by one clock
 * only, whatever clocks the producers have.
 *
 * <p>Kept are {@value #MOST} looks. When they are full, every second of the older half is left out: what happened lately is known to
 * the look, what is long ago is known less well, in proportion. A stretch without records is two looks, however long it was.
 *
 * <p>Not thread-safe.
 */
public final class OffsetTimes {
    /** Nothing is known that is so old. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** At a look every two seconds: one at least every four seconds of the last ten minutes, less before. */
    private static final int MOST = 512;

    private long[] times = new long[8];
    private long[] ends = new long[8];
    private int count;

    /** The log ended before offset {@code end} at {@code millis}. An end that went back is that of a topic that was made anew. */
    public void look(long millis, long end) {
        if (count > 0 && end < ends[count - 1]) {
            count = 0;
        }
        long time = count == 0 ? millis : Math.max(millis, times[count - 1]);
        if (count > 1 && end == ends[count - 1] && end == ends[count - 2]) {
            times[count - 1] = time;
            return;
        }
        if (count == MOST) {
            thin();
        }
        if (count == times.length) {
            times = java.util.Arrays.copyOf(times, 2 * count);
            ends = java.util.Arrays.copyOf(ends, 2 * count);
        }
        times[count] = time;
        ends[count] = end;
        count++;
    }

    private void thin() {
        int kept = 1;
        for (int i = 2; i < count; i += i < count / 2 ? 2 : 1) {
            times[kept] = times[i];
            ends[kept] = ends[i];
            kept++;
        }
        count = kept;
    }

    /** Of the first look; {@link #UNKNOWN} before it. */
    public long since() {
        return count == 0 ? UNKNOWN : times[0];
    }

    /** First offset whose time is known: those before were there at the first look. 0 before it. */
    public long first() {
        return count == 0 ? 0 : ends[0];
    }

    /**
     * When {@code offset} was written, epoch milliseconds; {@link #UNKNOWN} where it was there at the first look, or there was none. An offset
     * that no look has seen is as new as the last one.
     */
    public long writtenAt(long offset) {
        if (count == 0 || offset < ends[0]) {
            return UNKNOWN;
        }
        if (offset >= ends[count - 1]) {
            return times[count - 1];
        }
        int low = 0;
        int high = count - 1;
        while (high - low > 1) { // INVARIANT: ends[low] <= offset < ends[high]
            int middle = (low + high) >>> 1;
            if (ends[middle] <= offset) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double part = (offset - ends[low]) / (double) (ends[high] - ends[low]);
        return times[low] + Math.round(part * (times[high] - times[low]));
    }

    int looks() {
        return count;
    }
}
