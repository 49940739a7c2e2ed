package dev.millrace.inference.rollout;

import dev.millrace.contracts.ModelComparison;
import dev.millrace.contracts.ModelEntry;
import org.jspecify.annotations.Nullable;

/**
 * Records what two versions of a model do, until it is drained. For the thread that runs the models; not thread-safe.
 *
 * <p>Shadow: {@link #paired} for each request that both were given. Canary: {@link #live} or {@link #candidate} for each.
 */
public final class ComparisonWindow {
    private final String model;
    private final String liveVersion;
    private final String candidateVersion;
    private final ModelEntry.Stage stage;
    private final String worker;
    private final Tally live = new Tally();
    private final Tally candidate = new Tally();
    private long pairs;
    private long agreements;
    private double overlapSum;

    /** Throws {@link IllegalArgumentException} for a stage other than shadow and canary. */
    public ComparisonWindow(
            String model, String liveVersion, String candidateVersion, ModelEntry.Stage stage, String worker) {
        if (stage != ModelEntry.Stage.SHADOW && stage != ModelEntry.Stage.CANARY) {
            throw new IllegalArgumentException("stage: " + stage + " is not shadow or canary");
        }
        this.model = model;
        this.liveVersion = liveVersion;
        this.candidateVersion = candidateVersion;
        this.stage = stage;
        this.worker = worker;
    }

    /**
     * Both answers to one request, null where refused. One refusal is a disagreement; where both refuse there was nothing to
     * compare, and the request is no pair.
     */
    public void paired(@Nullable Observation ofLive, @Nullable Observation ofCandidate) {
        live.request(ofLive);
        candidate.request(ofCandidate);
        if (ofLive == null && ofCandidate == null) {
            return;
        }
        pairs++;
        if (ofLive != null && ofCandidate != null) {
            agreements += Observations.agree(ofLive, ofCandidate) ? 1 : 0;
            overlapSum += Observations.overlap(ofLive, ofCandidate);
        }
    }

    /** The live model's answer to a request of its own, null where refused. */
    public void live(@Nullable Observation answer) {
        live.request(answer);
    }

    /** The canary's answer to a request of its own, null where refused. */
    public void candidate(@Nullable Observation answer) {
        candidate.request(answer);
    }

    /** A run of the live model; leave out those that the other model has no like of, such as the built-in rule. */
    public void liveRun(int rows, long nanos) {
        live.run(rows, nanos);
    }

    /** A run of the candidate. */
    public void candidateRun(int rows, long nanos) {
        candidate.run(rows, nanos);
    }

    /** Pairs in shadow, the candidate's requests as a canary, since the last drain. */
    public long samples() {
        return stage == ModelEntry.Stage.SHADOW ? pairs : candidate.requests();
    }

    /** Returns what was recorded and starts anew; {@code from} and {@code to} in epoch milliseconds. */
    public ModelComparison drain(long from, long to) {
        var drained = new ModelComparison(
                model,
                liveVersion,
                candidateVersion,
                stage,
                worker,
                from,
                Math.max(from, to), // the wall clock may have been set back
                live.drain(),
                candidate.drain(),
                pairs,
                agreements,
                overlapSum);
        pairs = 0;
        agreements = 0;
        overlapSum = 0;
        return drained;
    }
}
