package dev.millrace.load.witness;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Results second by second, in the second in which the witness got them: what somebody who watches sees. During an outage there is
 * no point, after it a peak of throughput and of latency. Not thread-safe.
 */
final class SecondCurve {
    private static final long MICROS = 1_000_000;

    private final Histogram second = new Histogram(LatencyBook.MAX_MICROS, 3);
    private final List<SecondPoint> closed = new ArrayList<>();
    private long current = Long.MIN_VALUE;

    /** A time before the newest second (a clock set back) counts into that second. */
    void record(long arrivedMicros, long latencyMicros) {
        long of = Math.floorDiv(arrivedMicros, MICROS);
        if (of > current) {
            SecondPoint point = point();
            if (point != null) {
                closed.add(point);
                second.reset();
            }
            current = of;
        }
        second.recordValue(latencyMicros);
    }

    private @Nullable SecondPoint point() {
        return second.getTotalCount() == 0
                ? null
                : new SecondPoint(
                        current,
                        second.getTotalCount(),
                        second.getValueAtPercentile(50),
                        second.getValueAtPercentile(99),
                        second.getMaxValue());
    }

    /** All seconds with results, the one under way included. */
    List<SecondPoint> points() {
        var points = new ArrayList<>(closed);
        SecondPoint open = point();
        if (open != null) {
            points.add(open);
        }
        return points;
    }
}
