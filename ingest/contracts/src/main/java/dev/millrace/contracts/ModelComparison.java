package dev.millrace.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Value of {@code model-comparisons}, keyed by model: what one worker saw of two versions side by side during a while. It holds
 * counts that add up ({@link #plus}); the metrics are derived from them, written for readers and ignored when read.
 *
 * @param liveVersion the version compared with, {@code baseline} for the built-in rule
 * @param stage shadow: both answered the same requests; canary: each its own keys
 * @param from start of the while, epoch milliseconds
 * @param to its end
 * @param pairs requests that at least one of both answered, in shadow
 * @param agreements pairs with the same decision: both positive or negative, the same first item, the same largest output
 * @param overlapSum sum over the pairs of the common share of their rankings, {@code |A∩B| / max(|A|, |B|)}; for what is no
 *     ranking 1 where they agree, else 0
 */
public record ModelComparison(
        String model,
        String liveVersion,
        String candidateVersion,
        ModelEntry.Stage stage,
        String worker,
        long from,
        long to,
        ModelTally live,
        ModelTally candidate,
        long pairs,
        long agreements,
        double overlapSum) {
    public static final Codec<ModelComparison> CODEC = Json.codec(ModelComparison.class);

    /** Worker of a sum over several. */
    public static final String SEVERAL = "several";

    public ModelComparison {
        requirePresent("model", model);
        requirePresent("liveVersion", liveVersion);
        requirePresent("candidateVersion", candidateVersion);
        requirePresent("worker", worker);
        requirePresent("live", live);
        requirePresent("candidate", candidate);
        if (stage != ModelEntry.Stage.SHADOW && stage != ModelEntry.Stage.CANARY) {
            throw new IllegalArgumentException("stage: " + stage + " is not shadow or canary");
        }
        if (to < from) {
            throw new IllegalArgumentException("to: " + to + " is before from, " + from);
        }
        ModelTally.requireCount("pairs", pairs, candidate.requests());
        ModelTally.requireCount("agreements", agreements, pairs);
        if (!(overlapSum >= 0 && overlapSum <= pairs + 1e-6)) {
            throw new IllegalArgumentException("overlapSum: " + overlapSum + " is not from 0 to the number of pairs");
        }
    }

    /** Key of the candidate's registry entry. */
    public String candidateKey() {
        return model + "/" + candidateVersion;
    }

    /** The sum of two comparisons of the same versions in the same stage. */
    public ModelComparison plus(ModelComparison other) {
        if (!candidateKey().equals(other.candidateKey())
                || !liveVersion.equals(other.liveVersion)
                || stage != other.stage) {
            throw new IllegalArgumentException("a comparison of " + candidateKey() + " with " + liveVersion
                    + " cannot be added to one of " + other.candidateKey() + " with " + other.liveVersion);
        }
        return new ModelComparison(
                model,
                liveVersion,
                candidateVersion,
                stage,
                worker.equals(other.worker) ? worker : SEVERAL,
                Math.min(from, other.from),
                Math.max(to, other.to),
                live.plus(other.live),
                candidate.plus(other.candidate),
                pairs + other.pairs,
                agreements + other.agreements,
                overlapSum + other.overlapSum);
    }

    /** What the metrics rest on: pairs in shadow, requests of the candidate as a canary. */
    @JsonProperty(value = "samples", access = JsonProperty.Access.READ_ONLY)
    public long samples() {
        return stage == ModelEntry.Stage.SHADOW ? pairs : candidate.requests();
    }

    /**
     * Share of pairs with the same decision, where a refusal agrees with no answer; null without pairs. A canary has none: its
     * keys are others than the live model's, only the distributions can be compared ({@link #psi}).
     */
    @JsonProperty(value = "agreement", access = JsonProperty.Access.READ_ONLY)
    @Nullable
    public Double agreement() {
        return pairs == 0 ? null : (double) agreements / pairs;
    }

    /** Mean common share of the two rankings; null without pairs. */
    @JsonProperty(value = "rankOverlap", access = JsonProperty.Access.READ_ONLY)
    @Nullable
    public Double rankOverlap() {
        return pairs == 0 ? null : overlapSum / pairs;
    }

    /** {@link PopulationStability} of the candidate's answers against the live model's; null where either has none. */
    @JsonProperty(value = "psi", access = JsonProperty.Access.READ_ONLY)
    @Nullable
    public Double psi() {
        PopulationStability stability = stability();
        return stability == null ? null : stability.index();
    }

    /** {@link #psi} with the part of it that chance alone would give. */
    @Nullable
    public PopulationStability stability() {
        return PopulationStability.between(live.bins(), candidate.bins());
    }

    /**
     * Run time of the candidate divided by the live model's; null where either has not run. Where their batches differ (a canary
     * gets the smaller ones) time per run flatters the one with small batches and time per row the other; at equal batches the
     * ratio lies between both for any cost of the form a + b·rows. This is their geometric mean; for equal batches, as in shadow,
     * all three are the same.
     */
    @JsonProperty(value = "latencyRatio", access = JsonProperty.Access.READ_ONLY)
    @Nullable
    public Double latencyRatio() {
        if (live.nanos() == 0 || live.rows() == 0 || candidate.runs() == 0 || candidate.rows() == 0) {
            return null;
        }
        double total = (double) candidate.nanos() / live.nanos();
        double perRun = total * live.runs() / candidate.runs();
        double perRow = total * live.rows() / candidate.rows();
        return Math.sqrt(perRun * perRow);
    }

    /**
     * Share of its requests that the candidate answers, divided by the live model's share, at most 1: a request that both refuse
     * says nothing against the candidate. Without live requests the candidate's own share; null without requests.
     */
    @JsonProperty(value = "quality", access = JsonProperty.Access.READ_ONLY)
    @Nullable
    public Double quality() {
        Double own = candidate.answeredShare();
        Double reference = live.answeredShare();
        if (own == null || reference == null) {
            return own;
        }
        return reference == 0 ? 1 : Math.min(1, own / reference);
    }

    private static void requirePresent(String key, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
    }
}
