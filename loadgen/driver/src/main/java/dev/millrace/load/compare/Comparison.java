package dev.millrace.load.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.RunResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What changed from one run to another, beyond noise. {@link Judge} explains the tests.
 *
 * @param changes one for each metric that both runs have in the same unit, in the order of the second
 * @param stages that changed, those that got worse first, then by their share of the change
 * @param warnings what makes the runs hard to compare
 * @param paired whether the runs were measured in turns and are judged by their pairs
 */
public record Comparison(
        String scenario, List<MetricChange> changes, List<StageChange> stages, List<String> warnings, boolean paired) {

    public static Comparison of(RunResult a, RunResult b) {
        return of(a, b, Strictness.USUAL);
    }

    public static Comparison of(RunResult a, RunResult b, Strictness strictness) {
        List<MetricPair> pairs = new ArrayList<>();
        boolean turns = Pairing.between(a, b);
        for (Metric metric : b.metrics()) {
            a.metric(metric.name())
                    .filter(before -> before.unit().equals(metric.unit()))
                    .ifPresent(before -> pairs.add(MetricPair.of(before, metric, turns)));
        }
        List<MetricChange> changes = new Judge(strictness).judge(pairs);
        boolean paired = pairs.stream().anyMatch(pair -> pair.samples().paired());
        return new Comparison(b.scenario(), changes, StageFinder.find(changes), Differences.between(a, b), paired);
    }

    public List<MetricChange> with(Verdict verdict) {
        return changes.stream().filter(change -> change.verdict() == verdict).toList();
    }

    /** One sentence: the stage, where one changed; otherwise how many metrics did. */
    @JsonProperty("sentence")
    public String sentence() {
        if (!stages.isEmpty()) {
            return stages.get(0).sentence();
        }
        int worse = with(Verdict.WORSE).size();
        int better = with(Verdict.BETTER).size();
        int undecided = with(Verdict.UNDECIDED).size();
        String rest = undecided > 0 ? "; " + undecided + " of " + changes.size() + " metrics undecided" : "";
        if (worse + better == 0) {
            return "nothing got better or worse beyond noise" + rest;
        }
        return worse + " worse, " + better + " better, of no stage that is measured" + rest;
    }

    /** 0 where nothing got worse beyond noise, otherwise 1. */
    @JsonProperty("exitCode")
    public int exitCode() {
        return with(Verdict.WORSE).isEmpty() ? 0 : 1;
    }
}
