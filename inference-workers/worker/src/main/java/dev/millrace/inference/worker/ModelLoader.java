package dev.millrace.inference.worker;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelRef;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.ModelLoadException;
import dev.millrace.inference.api.SessionFactory;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.registry.ArtifactMismatchException;
import dev.millrace.inference.registry.ArtifactSource;
import dev.millrace.inference.registry.ArtifactUnavailableException;
import dev.millrace.inference.registry.Lineup;
import dev.millrace.inference.registry.ModelWatcher;
import dev.millrace.inference.worker.head.ModelHead;
import dev.millrace.inference.worker.head.ModelRefusedException;
import dev.millrace.inference.worker.head.Scorer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns live registry entries into warm models. The newest entry that can be served serves; one that is refused is refused for
 * good (its file cannot change), and what served before goes on. A file that cannot be read now is tried again.
 *
 * <p>Confined to the loader's thread. Shadow and canary stages would be loaded here beside the live one.
 */
final class ModelLoader<Q> implements ModelWatcher.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

    private final ModelHead<Q> head;
    private final ArtifactSource artifacts;
    private final SessionFactory runtime;
    private final ModelSlot<Q> slot;
    private final WorkerMetrics metrics;
    private final int batchMax;
    private final Backoff backoff;

    private final Set<ModelEntry.Artifact> refused = new HashSet<>();
    private List<ModelEntry> candidates = List.of();
    private @Nullable ModelEntry serving;
    private boolean tryAgain;

    ModelLoader(
            ModelHead<Q> head,
            ArtifactSource artifacts,
            SessionFactory runtime,
            ModelSlot<Q> slot,
            WorkerMetrics metrics,
            int batchMax,
            LongSupplier nanos) {
        this.head = head;
        this.artifacts = artifacts;
        this.runtime = runtime;
        this.slot = slot;
        this.metrics = metrics;
        this.batchMax = batchMax;
        this.backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15), nanos);
    }

    @Override
    public void onLineup(Lineup lineup) {
        onLive(lineup.live());
    }

    void onLive(List<ModelEntry> newestFirst) {
        candidates = newestFirst;
        backoff.reset();
        choose();
        slot.decide();
    }

    /** Tries what was not readable again, when it is time. */
    void retryIfDue() {
        if (tryAgain && backoff.due()) {
            choose();
        }
    }

    private void choose() {
        tryAgain = false;
        for (ModelEntry entry : candidates) {
            if (serves(entry)) {
                return;
            }
            Scorer<Q> scorer = refused.contains(entry.artifact()) ? null : load(entry);
            if (scorer != null) {
                slot.offer(scorer);
                serving = entry;
                backoff.reset();
                LOG.info("loaded model {}", entry.key());
                return;
            }
        }
        if (candidates.isEmpty() && serving != null) {
            LOG.info("no version is live any more, the baseline serves");
            slot.offer(head.baseline());
            serving = null;
        }
    }

    private boolean serves(ModelEntry entry) {
        return serving != null
                && serving.version().equals(entry.version())
                && serving.artifact().equals(entry.artifact());
    }

    private @Nullable Scorer<Q> load(ModelEntry entry) {
        try {
            return open(entry);
        } catch (ArtifactUnavailableException e) {
            metrics.refused("unavailable");
            tryAgain = true;
            backoff.failed();
            LOG.warn("model {} is not served yet: {}", entry.key(), e.getMessage());
        } catch (ArtifactMismatchException e) {
            refuse(entry, "checksum", e);
        } catch (ModelLoadException e) {
            refuse(entry, "load", e);
        } catch (ModelRefusedException e) {
            refuse(entry, "contract", e);
        } catch (InferenceException e) {
            refuse(entry, "warm-up", e);
        }
        return null;
    }

    private void refuse(ModelEntry entry, String reason, Exception cause) {
        refused.add(entry.artifact());
        metrics.refused(reason);
        LOG.error("model {} is refused ({}), what served before goes on: {}", entry.key(), reason, cause.getMessage());
    }

    private Scorer<Q> open(ModelEntry entry)
            throws ArtifactUnavailableException, ArtifactMismatchException, ModelLoadException, ModelRefusedException,
                    InferenceException {
        InferenceSession session = runtime.open(artifacts.fetch(entry.artifact()), SessionOptions.defaults());
        boolean warm = false;
        try {
            Scorer<Q> scorer = head.bind(
                    new ModelRef(entry.name(), entry.version(), entry.artifact().sha256()), session);
            scorer.warmUp(batchMax);
            warm = true;
            return scorer;
        } finally {
            if (!warm) {
                session.close();
            }
        }
    }
}
