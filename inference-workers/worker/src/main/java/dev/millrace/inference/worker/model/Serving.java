package dev.millrace.inference.worker.model;

import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.inference.rollout.CanaryRouter;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that the run thread holds: the live one, the one before it as a warm standby, and at most one challenger. Confined
 * to the run thread.
 */
public final class Serving<Q> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private final ModelSlot<Q> slot;
    private final WorkerMetrics metrics;
    private Scorer<Q> live;
    private @Nullable Scorer<Q> standby;
    private @Nullable Scorer<Q> challenger;
    private Stage role = Stage.SHADOW;
    private double share;
    private long generation;

    public Serving(Scorer<Q> first, ModelSlot<Q> slot, WorkerMetrics metrics) {
        this.live = first;
        this.slot = slot;
        this.metrics = metrics;
        metrics.serving(first.model(), first.provider());
    }

    public Scorer<Q> live() {
        return live;
    }

    @Nullable
    Scorer<Q> standby() {
        return standby;
    }

    /** The one that is tried beside the live one. */
    public @Nullable Scorer<Q> challenger() {
        return challenger;
    }

    /** What the challenger is: shadow or canary. */
    public Stage role() {
        return role;
    }

    /** Grows with every change of who serves or challenges; a comparison never mixes two generations. */
    public long generation() {
        return generation;
    }

    /** Whether the challenger, as a canary, answers requests of this key. */
    public boolean challenges(byte @Nullable [] key) {
        Scorer<Q> candidate = challenger;
        return candidate != null
                && role == Stage.CANARY
                && CanaryRouter.candidate(key, candidate.model().toString(), share);
    }

    /** Carries out what the loader asked for. Between two batches only. */
    public void refresh() {
        for (Change<Q> change = slot.next(); change != null; change = slot.next()) {
            apply(change);
            generation++;
        }
    }

    private void apply(Change<Q> change) {
        if (change instanceof Change.Serve<Q> serve) {
            serve(serve.scorer());
        } else if (change instanceof Change.Promote<Q> && challenger != null) {
            Scorer<Q> promoted = challenger;
            challenger = null;
            serve(promoted);
        } else if (change instanceof Change.Restore<Q> && standby != null) {
            Scorer<Q> restored = standby;
            standby = null;
            serve(restored);
        } else if (change instanceof Change.DropStandby<Q>) {
            standby = retire(standby);
        } else if (change instanceof Change.Challenge<Q> challenge) {
            retire(challenger);
            challenger = challenge.scorer();
            role = challenge.stage();
            share = challenge.share();
            LOG.info("model {} is tried as {}", challenge.scorer().model(), role);
        } else if (change instanceof Change.Role<Q> other) {
            role = other.stage();
            share = other.share();
        } else if (change instanceof Change.Withdraw<Q>) {
            challenger = retire(challenger);
        }
    }

    private void serve(Scorer<Q> next) {
        retire(standby);
        standby = live;
        live = next;
        metrics.serving(next.model(), next.provider());
        LOG.info("model {} serves", next.model());
    }

    private @Nullable Scorer<Q> retire(@Nullable Scorer<Q> scorer) {
        if (scorer != null) {
            slot.retire(scorer);
        }
        return null;
    }

    /** Hands everything back to the loader. */
    @Override
    public void close() {
        slot.retire(live);
        standby = retire(standby);
        challenger = retire(challenger);
    }
}
