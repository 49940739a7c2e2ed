package dev.millrace.inference.worker.model;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEvent;
import dev.millrace.inference.registry.Lineup;
import dev.millrace.inference.registry.ModelWatcher;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import dev.millrace.servicekit.Backoff;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what the registry says into warm models. The newest live version that can be served serves; one that is refused is
 * refused for good (its file cannot change), and what served before goes on. What cannot be had now, a file or the memory for
 * it, is tried again. A version that is held already, as challenger or as standby, is not loaded again: promotion and roll-back
 * take effect with the next batch.
 *
 * <p>Confined to the loader's thread. {@link #live}, {@link #standby} and {@link #challenger} mirror what the run thread will
 * hold when it has carried out all that was asked of it.
 */
public final class ModelLoader<Q> implements ModelWatcher.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

    private final ModelOpener<Q> opener;
    private final Scorers<Q> baseline;
    private final MemoryAdmission memory;
    private final ModelSlot<Q> slot;
    private final ModelEvents events;
    private final WorkerMetrics metrics;
    private final Backoff backoff;

    private final Set<ModelEntry.Artifact> refused = new HashSet<>();
    private Lineup lineup = Lineup.none();
    private @Nullable ModelEntry live;
    private @Nullable ModelEntry standby;
    private @Nullable ModelEntry challenger;
    private boolean tryAgain;

    /** Makes what answers while no version is live. */
    @FunctionalInterface
    public interface Scorers<Q> {
        Scorer<Q> make();
    }

    /** Tells others what became of a version. */
    @FunctionalInterface
    public interface ModelEvents {
        void tell(ModelEntry entry, ModelEvent.Event event, @Nullable String reason, @Nullable String detail);
    }

    public ModelLoader(
            ModelOpener<Q> opener,
            Scorers<Q> baseline,
            MemoryAdmission memory,
            ModelSlot<Q> slot,
            ModelEvents events,
            WorkerMetrics metrics,
            LongSupplier nanos) {
        this.opener = opener;
        this.baseline = baseline;
        this.memory = memory;
        this.slot = slot;
        this.events = events;
        this.metrics = metrics;
        this.backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15), nanos);
    }

    @Override
    public void onLineup(Lineup told) {
        lineup = told;
        backoff.reset();
        reconcile();
        slot.decide();
    }

    /** Tries what could not be had again, when it is time. */
    void retryIfDue() {
        if (tryAgain && backoff.due()) {
            reconcile();
        }
    }

    private void reconcile() {
        tryAgain = false;
        serve();
        challenge();
    }

    private void serve() {
        for (ModelEntry entry : lineup.live()) {
            if (same(entry, live) || takeUp(entry)) {
                live = entry;
                return;
            }
        }
        if (lineup.live().isEmpty() && live != null) {
            LOG.info("no version is live any more, the baseline serves");
            slot.swap(baseline.make());
            standby = live;
            live = null;
        }
    }

    /** False where what served before has to go on. */
    private boolean takeUp(ModelEntry entry) {
        ModelEntry before = live;
        if (same(entry, challenger)) {
            slot.request(new Change.Promote<>());
            challenger = null;
        } else if (same(entry, standby)) {
            slot.request(new Change.Restore<>());
        } else {
            Scorer<Q> scorer = load(entry);
            if (scorer == null) {
                return false;
            }
            slot.swap(scorer);
        }
        standby = before;
        backoff.reset();
        events.tell(entry, ModelEvent.Event.SERVING, null, null);
        return true;
    }

    private void challenge() {
        ModelEntry wanted = lineup.canary() != null ? lineup.canary() : lineup.shadow();
        if (wanted == null || same(wanted, live)) {
            if (challenger != null) {
                slot.request(new Change.Withdraw<>());
                challenger = null;
            }
        } else if (same(wanted, challenger)) {
            if (!wanted.equals(challenger)) {
                slot.request(new Change.Role<>(wanted.stage(), wanted.traffic()));
            }
            challenger = wanted;
        } else {
            Scorer<Q> scorer = load(wanted);
            if (scorer != null) {
                slot.challenge(scorer, wanted.stage(), wanted.traffic());
                challenger = wanted;
            }
        }
    }

    private static boolean same(ModelEntry entry, @Nullable ModelEntry held) {
        return held != null
                && held.version().equals(entry.version())
                && held.artifact().equals(entry.artifact());
    }

    private @Nullable Scorer<Q> load(ModelEntry entry) {
        if (refused.contains(entry.artifact()) || !admit(entry)) {
            return null;
        }
        try {
            Scorer<Q> scorer = opener.open(entry);
            LOG.info("loaded model {}", entry.key());
            return scorer;
        } catch (ModelOpener.NotNowException e) {
            later(entry, "unavailable", String.valueOf(e.getMessage()));
        } catch (ModelOpener.RefusedException e) {
            refused.add(entry.artifact());
            metrics.refused(e.reason());
            events.tell(entry, ModelEvent.Event.REFUSED, e.reason(), e.getMessage());
            LOG.error(
                    "model {} is refused ({}), what served before goes on: {}",
                    entry.key(),
                    e.reason(),
                    e.getMessage());
        }
        return null;
    }

    /** The standby is a convenience and goes first; where nothing serves yet, there is nothing to protect. */
    private boolean admit(ModelEntry entry) {
        long bytes = entry.artifact().bytes();
        if (live == null || memory.fits(bytes)) {
            return true;
        }
        if (standby != null) {
            slot.request(new Change.DropStandby<>());
            standby = null;
            later(entry, "memory", "the standby makes room first");
            return false;
        }
        String detail = memory.describe(bytes);
        later(entry, "memory", detail);
        events.tell(entry, ModelEvent.Event.REFUSED, "memory", detail);
        return false;
    }

    private void later(ModelEntry entry, String reason, String detail) {
        metrics.refused(reason);
        tryAgain = true;
        backoff.failed();
        LOG.warn("model {} is not served yet ({}): {}", entry.key(), reason, detail);
    }
}
