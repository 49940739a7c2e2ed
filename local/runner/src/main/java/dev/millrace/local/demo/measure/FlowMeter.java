package dev.millrace.local.demo.measure;

import dev.millrace.local.demo.summary.FlowSummary;
import dev.millrace.local.demo.summary.Percentiles;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One flow's books: what was sent, what is owed, what came and how late. Thread-safe: a sender's thread, the reader's thread
 * and the one that reports use it.
 *
 * @param <K> identity of a result
 */
public final class FlowMeter<K> {
    private final Ledger<K> ledger = new Ledger<>();
    private final SteadyRule steady = new SteadyRule();
    private final Latencies all = new Latencies();
    private final Latencies counted = new Latencies();
    private final Latencies interval = new Latencies();
    private final Latencies slip = new Latencies();
    private long sent;
    private long liveResults;
    private long firstLiveSent = Long.MAX_VALUE;
    private long lastLiveResult;

    /** An event was sent, whether it owes a result or not; {@code slipMillis} behind its due time. */
    public synchronized void sent(long sentAt, long slipMillis) {
        sent++;
        if (steady.isLive(sentAt)) {
            firstLiveSent = Math.min(firstLiveSent, sentAt);
            slip.record(slipMillis);
        }
    }

    /** To be called before the trigger is sent. */
    public synchronized void owe(K id, long sentAt) {
        ledger.owe(id, sentAt);
    }

    /** A result came with this Kafka timestamp; returns whether it was owed, that is neither a repetition nor foreign. */
    public synchronized boolean onResult(K id, long resultAt, @Nullable String version) {
        Optional<Long> sentAt = ledger.settle(id);
        sentAt.ifPresent(at -> record(at, resultAt, version));
        return sentAt.isPresent();
    }

    private void record(long sentAt, long resultAt, @Nullable String version) {
        long millis = resultAt - sentAt;
        all.record(millis);
        interval.record(millis);
        if (steady.counts(sentAt, resultAt, version)) {
            counted.record(millis);
        }
        if (steady.isLive(sentAt)) {
            liveResults++;
            lastLiveResult = Math.max(lastLiveResult, resultAt);
        }
    }

    public synchronized void beginLive(@Nullable String version, long nowMillis) {
        steady.beginLive(version, nowMillis);
    }

    public synchronized Optional<Long> sentAt(K id) {
        return ledger.sentAt(id);
    }

    /** Whether a trigger sent then belongs to the part after training. */
    public synchronized boolean isLive(long sentAt) {
        return steady.isLive(sentAt);
    }

    public synchronized long sentCount() {
        return sent;
    }

    public synchronized long results() {
        return ledger.settled();
    }

    public synchronized long outstanding() {
        return ledger.outstanding();
    }

    public synchronized long duplicates() {
        return ledger.duplicates();
    }

    /** Latencies since the last call. */
    public synchronized Percentiles takeInterval() {
        Percentiles percentiles = interval.percentiles();
        interval.reset();
        return percentiles;
    }

    public synchronized FlowSummary summary() {
        double seconds = Math.max(1, lastLiveResult - firstLiveSent) / 1000.0;
        return new FlowSummary(
                sent,
                ledger.settled(),
                ledger.outstanding(),
                ledger.duplicates(),
                liveResults == 0 ? 0 : liveResults / seconds,
                counted.percentiles(),
                steady.inWords(),
                all.percentiles(),
                slip.percentiles(),
                steady.version(),
                steady.swapSeconds());
    }
}
