package dev.millrace.inference.worker.model;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.inference.worker.head.Scorer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Between the loader's thread and the run thread.
 *
 * <pre>
 *   loader: open, check, warm up ──request──▶ [changes] ──next──▶ run thread: serves ──retire──▶ [retired] ──closeRetired──▶ loader: closes
 * </pre>
 *
 * <p>INVARIANT: a scorer is in one place at a time, so that one thread at a time is in it.
 */
public final class ModelSlot<Q> implements AutoCloseable {
    private final Queue<Change<Q>> changes = new ConcurrentLinkedQueue<>();
    private final Queue<Scorer<Q>> retired = new ConcurrentLinkedQueue<>();
    private volatile boolean decided;

    void request(Change<Q> change) {
        changes.add(change);
    }

    /** Loader: this one serves from the next batch on. */
    public void swap(Scorer<Q> scorer) {
        request(new Change.Serve<>(scorer));
    }

    /** Loader: this one is tried beside the live one; {@code share} of the keys where it is a canary. */
    public void challenge(Scorer<Q> scorer, ModelEntry.Stage stage, double share) {
        request(new Change.Challenge<>(scorer, stage, share));
    }

    /** Loader: it is known which model serves at first, or that none is live. */
    void decide() {
        decided = true;
    }

    public boolean decided() {
        return decided;
    }

    /** Run thread: the next change, null where there is none. */
    @Nullable
    Change<Q> next() {
        return changes.poll();
    }

    /** Run thread: hands back what it no longer uses; closing a large model takes longer than a batch may wait. */
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
        for (Change<Q> change = changes.poll(); change != null; change = changes.poll()) {
            if (change instanceof Change.Serve<Q> serve) {
                retired.add(serve.scorer());
            } else if (change instanceof Change.Challenge<Q> challenge) {
                retired.add(challenge.scorer());
            }
        }
        closeRetired();
    }
}
