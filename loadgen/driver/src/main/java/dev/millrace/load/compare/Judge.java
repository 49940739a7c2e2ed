package dev.millrace.load.compare;

import dev.millrace.load.report.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Says of each metric whether it changed beyond noise.
 *
 * <h2>Which tests, and why these</h2>
 *
 * A metric changed if three things hold, each of which stops another kind of error:
 *
 * <ol>
 *   <li>Mann and Whitney's U on the metric alone (exact for small samples without ties) has p at most the level. It knows ranks
 *       only, so one wild repetition, of which shared machines make many, cannot produce a change.
 *   <li>The 95 % bootstrap interval of the ratio lies outside 1 ± tolerance. A real change of .5 % is no reason to
 *       stop a release; tests alone would find it as soon as enough repetitions are made.
 *   <li>The p-value adjusted over all metrics by {@link Relabelling} is at most the level. A run has some twenty metrics; at 5 %
 *       each, two runs of the same program would differ "significantly" in one of them nearly always.
 * </ol>
 *
 * <p>Why not Benjamini–Hochberg over the U tests, as is usual: with five repetitions a side, U has 252 arrangements, so that its
 * least two-sided p is 2/252 = .0079; among twenty metrics Benjamini–Hochberg asks .05/20 = .0025 of the first. One stage
 * that got twice as slow could never be found. Relabelling the repetitions of all metrics together has the same least p, .0079, but
 * it holds already for all metrics together. What it promises is also stronger: one false alarm or more in at most 5 % of
 * comparisons of equal programs, instead of 5 % false ones among the alarms.
 *
 * <p>In seeded simulations of twenty metrics with 5 % log-normal noise and five repetitions a side, equal programs gave a
 * false alarm, worse or better, in 3 % of comparisons, and one stage slower by 20 % was found and named in 96 %: see
 * {@code FalseAlarmsTest}.
 *
 * <h2>Pairs</h2>
 *
 * Stages differ by 5 to 20 % from one JVM to the next and with whatever else the machine does. Runs that were measured in turns
 * ({@link Pairing}) are judged by the differences within their pairs, which know nothing of what happened to both: Wilcoxon's signed
 * ranks in place of U, {@link SignFlips} in place of {@link Relabelling}. Fewer than six pairs are judged as if they were none.
 *
 * <p>With fewer than four samples on a side no such test can reach 5 %. Then only ranges that do not meet and lie more than
 * {@code coarse} apart count, and the words say that this is no test.
 *
 * <p>A metric without evidence is unchanged only if the interval also excludes changes beyond {@code coarse}; otherwise it
 * is undecided: not having seen a change is not having seen that there is none.
 */
final class Judge {
    private final Strictness strictness;

    Judge(Strictness strictness) {
        this.strictness = strictness;
    }

    /** One change for each pair, in the same order. */
    List<MetricChange> judge(List<MetricPair> pairs) {
        Map<String, Double> adjusted = adjusted(pairs);
        List<MetricChange> changes = new ArrayList<>();
        for (MetricPair pair : pairs) {
            RatioInterval interval = RatioInterval.of(
                    pair.samples(),
                    strictness.resamples(),
                    strictness.seed() ^ pair.b().name().hashCode());
            Double p = adjusted.get(pair.b().name());
            if (pair.samples().constant()) {
                changes.add(pair.change(interval, false, null, null, Verdict.UNCHANGED, "all samples are equal"));
            } else if (p == null) {
                changes.add(few(pair, interval));
            } else {
                changes.add(tested(pair, interval, p, adjusted.size()));
            }
        }
        return changes;
    }

    /** Metrics of another number of samples were measured in other repetitions: a family of their own, and each family pays for all. */
    private Map<String, Double> adjusted(List<MetricPair> pairs) {
        Map<String, List<MetricPair>> families = new HashMap<>();
        for (MetricPair pair : pairs) {
            if (pair.least() >= strictness.enough() && !pair.samples().constant()) {
                families.computeIfAbsent(pair.shape(), shape -> new ArrayList<>())
                        .add(pair);
            }
        }
        Map<String, Double> adjusted = new HashMap<>();
        for (List<MetricPair> family : families.values()) {
            List<Samples> samples = family.stream().map(MetricPair::samples).toList();
            double[] p = samples.get(0).paired()
                    ? SignFlips.adjusted(samples, strictness.relabellings(), strictness.seed())
                    : Relabelling.adjusted(samples, strictness.relabellings(), strictness.seed());
            for (int i = 0; i < p.length; i++) {
                adjusted.put(family.get(i).b().name(), Math.min(1, p[i] * families.size()));
            }
        }
        return adjusted;
    }

    private MetricChange few(MetricPair pair, RatioInterval interval) {
        String few = "fewer than " + strictness.enough() + " samples on a side, so no test: ";
        if (pair.gap() > strictness.coarse()) {
            double ratio = pair.b().median() > pair.a().median() ? 2 : 0;
            String why = few + "the ranges lie more than " + percent(strictness.coarse()) + " apart";
            return pair.change(interval, false, null, null, pair.direction(ratio), why);
        }
        String why = few + "the ranges " + (pair.gap() > 0 ? "lie close together" : "overlap");
        return pair.change(interval, false, null, null, Verdict.UNDECIDED, why);
    }

    private MetricChange tested(MetricPair pair, RatioInterval interval, double adjusted, int metrics) {
        double p = alone(pair.samples());
        boolean alone = p <= strictness.level() && interval.outside(strictness.tolerance());
        if (alone && adjusted <= strictness.level()) {
            return pair.change(interval, true, p, adjusted, pair.direction(interval.ratio()), range(interval));
        }
        if (alone) {
            String why = range(interval) + ", but among " + metrics
                    + " metrics chance does that too: more repetitions decide";
            return pair.change(interval, true, p, adjusted, Verdict.UNDECIDED, why);
        }
        if (interval.within(strictness.coarse())) {
            return pair.change(interval, true, p, adjusted, Verdict.UNCHANGED, range(interval));
        }
        String why = range(interval) + ": the noise could hide a change; more repetitions decide";
        return pair.change(interval, true, p, adjusted, Verdict.UNDECIDED, why);
    }

    private static double alone(Samples samples) {
        if (!samples.paired()) {
            return MannWhitneyUTest.withDefaults()
                    .test(samples.a(), samples.b())
                    .getPValue();
        }
        double[] differences = samples.differences();
        boolean none = Arrays.stream(differences).allMatch(difference -> difference == 0);
        return none
                ? 1
                : WilcoxonSignedRankTest.withDefaults().test(differences).getPValue();
    }

    private static String range(RatioInterval interval) {
        return Numbers.change(interval.low()) + " to " + Numbers.change(interval.high());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
