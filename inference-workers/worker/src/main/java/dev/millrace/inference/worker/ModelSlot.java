package dev.millrace.inference.worker;

import dev.millrace.inference.worker.head.Scorer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where the loader leaves a new model and the loop picks it up, between two batches.
 *
 * <pre>
 *   loader: open, check, warm up ──offer──▶ [next] ──take──▶ loop: serves ──retire──▶ [retired] ──closeRetired──▶ loader: closes
 * </pre>
 *
 * <p>INVARIANT: a scorer is in one place at a time, so that one thread at a time is in it.
 */
final class ModelSlot<Q> implements AutoCloseable {
    private final AtomicReference<@Nullable Scorer<Q>> next = new AtomicReference<>();
    private final Queue<Scorer<Q>> retired = new ConcurrentLinkedQueue<>();
    private volatile boolean decided;

    /** Loader: this one serves next; one that the loop had not picked up yet never serves. */
    void offer(Scorer<Q> scorer) {
        Scorer<Q> overtaken = next.getAndSet(scorer);
        if (overtaken != null) {
            retired.add(overtaken);
        }
    }

    /** Loader: it is known which model serves at first, or that none is live. */
    void decide() {
        decided = true;
    }

    boolean decided() {
        return decided;
    }

    /** Loop: the new model, null where there is none. */
    @Nullable
    Scorer<Q> take() {
        // A plain read first: this runs before each batch.
        return next.get() == null ? null : next.getAndSet(null);
    }

    /** Loop: hands back what it no longer uses; closing a large model takes longer than a batch may wait. */
    void retire(Scorer<Q> scorer) {
        retired.add(scorer);
    }

    /** Loader: frees what was handed back. */
    void closeRetired() {
        for (Scorer<Q> scorer = retired.poll(); scorer != null; scorer = retired.poll()) {
            scorer.close();
        }
    }

    @Override
    public void close() {
        Scorer<Q> unused = take();
        if (unused != null) {
            retired.add(unused);
        }
        closeRetired();
    }
}
