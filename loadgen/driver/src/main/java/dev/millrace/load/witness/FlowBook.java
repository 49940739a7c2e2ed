package dev.millrace.load.witness;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * One flow's books: what came of what is owed, and how late. Two latencies, both from the moment at which the event was to be
 * sent (a sender that is late, or held up by the platform, does not shorten them):
 *
 * <ul>
 *   <li>published: to the result record's Kafka timestamp, whole milliseconds, see {@link RunTime}; the platform's figure
 *   <li>witnessed: to the moment at which the witness had the record; a consumer's figure, with the fetch that it took
 * </ul>
 *
 * <p>Events due within the warm-up are counted, but their latencies are kept apart.
 *
 * <p>Written by the witness's thread; thread-safe, because a run shows its progress from another.
 */
public final class FlowBook {
    private final RunTime time;
    private final long warmUpMicros;
    private final LatencyBook published = new LatencyBook();
    private final LatencyBook witnessed = new LatencyBook();
    private final SecondCurve curve = new SecondCurve();
    private final KeyOrder order = new KeyOrder();
    private long settled;
    private long duplicates;
    private long foreign;
    private long unowed;
    private long outOfOrder;

    FlowBook(RunTime time, Duration warmUp) {
        this.time = time;
        this.warmUpMicros = warmUp.toNanos() / 1000;
    }

    /** A result of another producer. */
    synchronized void foreign() {
        foreign++;
    }

    /**
     * A result with a key of this run.
     *
     * @param entry what is owed there, as it was before this result
     * @param lane in which {@code index} rises
     * @param publishedMillis the record's Kafka timestamp
     * @param arrivedMicros since the run's begin
     * @return whether it was owed, so neither a repetition nor unowed
     */
    synchronized boolean result(long entry, int lane, long index, long publishedMillis, long arrivedMicros) {
        if (entry == OwedEntry.NONE) {
            foreign++;
            unowed++;
            return false;
        }
        if (OwedEntry.isSettled(entry)) {
            duplicates++;
            return false;
        }
        settled++;
        if (!order.inOrder(OwedEntry.key(entry), lane, index)) {
            outOfOrder++;
        }
        long due = OwedEntry.dueMicros(entry);
        long latency = published.record(inWarmUp(entry), time.microsAt(publishedMillis) - due);
        witnessed.record(inWarmUp(entry), arrivedMicros - due);
        curve.record(arrivedMicros, latency);
        return true;
    }

    boolean inWarmUp(long entry) {
        return OwedEntry.dueMicros(entry) < warmUpMicros;
    }

    public synchronized FlowCounts counts() {
        return new FlowCounts(settled, duplicates, foreign, unowed, outOfOrder);
    }

    /** Due time to Kafka timestamp, µs, of events due after the warm-up; a copy. */
    public synchronized Histogram published() {
        return published.measured();
    }

    /** Due time to arrival at the witness, µs, of events due after the warm-up; a copy. */
    public synchronized Histogram witnessed() {
        return witnessed.measured();
    }

    /** As {@link #published}, of events due within the warm-up. */
    public synchronized Histogram publishedInWarmUp() {
        return published.warmUp();
    }

    /** Seconds with results, the warm-up's included, with their latency as published. */
    public synchronized List<SecondPoint> seconds() {
        return curve.points();
    }
}
