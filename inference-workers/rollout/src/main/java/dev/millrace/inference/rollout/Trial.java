package dev.millrace.inference.rollout;

import dev.millrace.contracts.ModelComparison;
import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.PromotionGate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One candidate before its gate: adds the comparisons up, per live version that it was compared with, and decides. */
final class Trial {
    /** So many requests without one answer need no statistics. */
    private static final long HOPELESS = 50;

    /** So many times the gate's samples are enough for a value that stays outside its limit, but not clearly. */
    private static final long PATIENCE = 10;

    private final ModelEntry entry;
    private final PromotionGate gate;
    private final Map<String, ModelComparison> sums = new HashMap<>();

    Trial(ModelEntry entry, PromotionGate gate) {
        this.entry = entry;
        this.gate = gate;
    }

    ModelEntry entry() {
        return entry;
    }

    /** Takes the next comparison of the log; what was seen in another stage, or before this one began, does not count. */
    Optional<Verdict> take(ModelComparison comparison) {
        if (comparison.stage() != entry.stage() || comparison.from() < entry.stagedAt()) {
            return Optional.empty();
        }
        ModelComparison sum = sums.merge(comparison.liveVersion(), comparison, ModelComparison::plus);
        return decide(sum, comparison.to());
    }

    private Optional<Verdict> decide(ModelComparison sum, long at) {
        if (hopeless(sum)) {
            return rollBack(at, "all of " + count(sum.candidate().requests()) + " requests refused");
        }
        if (sum.samples() < gate.minSamples()) {
            return Optional.empty();
        }
        List<Limit> limits = Limits.judge(sum, gate);
        List<Limit> missed = limits.stream().filter(limit -> !limit.kept()).toList();
        if (missed.isEmpty()) {
            // Requests that both refuse keep every limit and show nothing: the answers must be enough too.
            return sum.candidate().answered() < gate.minSamples()
                    ? Optional.empty()
                    : Optional.of(new Verdict(entry, true, "promoted: " + samples(sum) + ", " + words(limits), at));
        }
        List<Limit> broken = missed.stream().filter(Limit::broken).toList();
        if (!broken.isEmpty()) {
            return rollBack(at, why(broken, limits, sum));
        }
        return sum.samples() < gate.minSamples() * PATIENCE ? Optional.empty() : rollBack(at, why(missed, limits, sum));
    }

    /** Nothing answered, and not because the requests are bad: the live model answers, or has none to show it with. */
    private static boolean hopeless(ModelComparison sum) {
        return sum.candidate().requests() >= HOPELESS
                && sum.candidate().answered() == 0
                && (sum.live().answered() > 0 || sum.live().requests() == 0);
    }

    private Optional<Verdict> rollBack(long at, String why) {
        return Optional.of(new Verdict(entry, false, "rolled back: " + why, at));
    }

    private static String why(List<Limit> missed, List<Limit> limits, ModelComparison sum) {
        List<Limit> others =
                limits.stream().filter(limit -> !missed.contains(limit)).toList();
        return words(missed) + " not kept over " + samples(sum) + (others.isEmpty() ? "" : "; " + words(others));
    }

    private static String words(List<Limit> limits) {
        return limits.stream().map(Limit::words).collect(Collectors.joining(", "));
    }

    private static String samples(ModelComparison sum) {
        return count(sum.samples()) + " samples against " + sum.liveVersion();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
