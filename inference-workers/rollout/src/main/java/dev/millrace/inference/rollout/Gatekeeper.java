package dev.millrace.inference.rollout;

import dev.millrace.contracts.ModelComparison;
import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.contracts.PromotionGate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Promotes or rolls back candidates that have a gate. It is a fold over {@code model-comparisons} from its beginning: each
 * verdict, its words and its time follow from the log and the entry alone. So every worker keeps one, none leads, and when
 * several announce the same verdict they write the same bytes.
 *
 * <p>The entries come by another topic, so a comparison may arrive before its entry does; it is kept back for it. Stage and
 * {@link ModelEntry#stagedAt} tell which comparisons count: a version that is tried again starts anew.
 *
 * <p>A verdict ends the trial. A caller must {@link #forget} a candidate that left its stage for another reason, and must not
 * announce a verdict on one that has. Not thread-safe.
 */
public final class Gatekeeper {
    private static final int MOST_KEPT_BACK = 1_000;

    private final Map<String, Trial> trials = new HashMap<>();
    private final Deque<ModelComparison> keptBack = new ArrayDeque<>();

    /**
     * Tells an entry as it is now. One in shadow or canary with a gate is on trial from here on, and goes on with its counts where
     * it was so already; any other ends its trial.
     */
    public void candidate(ModelEntry entry) {
        PromotionGate gate = entry.gate();
        if (gate == null || (entry.stage() != Stage.SHADOW && entry.stage() != Stage.CANARY)) {
            trials.remove(entry.key());
            return;
        }
        Trial running = trials.get(entry.key());
        if (running == null || !running.entry().equals(entry)) {
            trials.put(entry.key(), new Trial(entry, gate));
        }
    }

    /** Ends the trial of a candidate, if it has one; {@code key} is its entry's. */
    public void forget(String key) {
        trials.remove(key);
        keptBack.removeIf(comparison -> comparison.candidateKey().equals(key));
    }

    /** Takes the next record of the log; returns the verdict where that decides. */
    public Optional<Verdict> take(ModelComparison comparison) {
        keptBack.add(comparison);
        String key = comparison.candidateKey();
        Trial trial = trials.get(key);
        if (trial == null) {
            if (keptBack.size() > MOST_KEPT_BACK) {
                keptBack.removeFirst();
            }
            return Optional.empty();
        }
        Iterator<ModelComparison> inOrder = keptBack.iterator();
        while (inOrder.hasNext()) {
            ModelComparison next = inOrder.next();
            if (!next.candidateKey().equals(key)) {
                continue;
            }
            inOrder.remove();
            Optional<Verdict> verdict = trial.take(next);
            if (verdict.isPresent()) {
                forget(key);
                return verdict;
            }
        }
        return Optional.empty();
    }
}
