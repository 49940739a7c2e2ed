package dev.millrace.inference.worker.stream;

import dev.millrace.contracts.ModelRef;
import dev.millrace.inference.rollout.ComparisonWindow;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.head.UnavailableException;
import dev.millrace.inference.worker.model.Comparisons;
import dev.millrace.inference.worker.stream.Incoming.Request;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The live model and its challenger on the same stream. A shadow runs on the batch that the live one has just answered, after
 * that answer is on its way; a canary answers its share of the keys itself. Either way one run sees one version.
 */
final class Trial<Q> {
    private final BatchRunner<Q> runner;
    private final BatchRunner<Q> shadows;
    private final LongSupplier nanos;

    Trial(BatchRunner<Q> runner, LongSupplier nanos) {
        this.runner = runner;
        this.shadows = runner.ofShadow();
        this.nanos = nanos;
    }

    /** Runs and takes the time that all of it took, bisecting and retries included; the time of the built-in rule is no measure. */
    List<Answered<Q>> live(List<Request<Q>> requests, Scorer<Q> scorer, ComparisonWindow window)
            throws UnavailableException {
        long start = nanos.getAsLong();
        List<Answered<Q>> answers = runner.run(requests, scorer);
        if (!requests.isEmpty() && !scorer.model().version().equals(ModelRef.BASELINE)) {
            window.liveRun(requests.size(), nanos.getAsLong() - start);
        }
        return answers;
    }

    /** As {@link #live} for a canary. */
    List<Answered<Q>> canary(List<Request<Q>> requests, Scorer<Q> scorer, ComparisonWindow window)
            throws UnavailableException {
        return candidate(runner, requests, scorer, window);
    }

    /** As {@link #live} for a shadow, whose answers are only looked at. */
    List<Answered<Q>> shadow(List<Request<Q>> requests, Scorer<Q> scorer, ComparisonWindow window)
            throws UnavailableException {
        return candidate(shadows, requests, scorer, window);
    }

    private List<Answered<Q>> candidate(
            BatchRunner<Q> by, List<Request<Q>> requests, Scorer<Q> scorer, ComparisonWindow window)
            throws UnavailableException {
        long start = nanos.getAsLong();
        List<Answered<Q>> answers = by.run(requests, scorer);
        if (!requests.isEmpty()) {
            window.candidateRun(requests.size(), nanos.getAsLong() - start);
        }
        return answers;
    }

    /** Canary: each side of the split is looked at by itself. */
    void unpaired(List<Answered<Q>> live, List<Answered<Q>> candidate, ComparisonWindow window) {
        live.forEach(answered -> window.live(Comparisons.observe(answered.answer())));
        candidate.forEach(answered -> window.candidate(Comparisons.observe(answered.answer())));
    }

    /** Shadow: both answers to the same request. */
    void paired(List<Answered<Q>> live, List<Answered<Q>> candidate, ComparisonWindow window) {
        for (int i = 0; i < live.size(); i++) {
            window.paired(
                    Comparisons.observe(live.get(i).answer()),
                    Comparisons.observe(candidate.get(i).answer()));
        }
    }
}
