package dev.millrace.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Population stability index between two distributions: {@code Σ (q − p) ln(q / p)} over groups, p and q the shares of the
 * reference and of the other (Siddiqi, Credit Risk Scorecards, Wiley 2006). Usual reading: below .1 the same, .1 to .25 some
 * shift, above .25 another distribution.
 *
 * <p>The groups are ten of about equal weight in the reference (its deciles), built from fine bins; the outer ones are open. A bin that
 * holds a tenth or more, as where a model has few different scores, is a group of its own, and so is a tenth of the other side's
 * answers where the reference has none. An empty group counts as half an answer, or the logarithm would be infinite.
 *
 * <p>Without any shift the index is not 0 but about {@code (groups − 1)(1/n + 1/m)}, n and m the answers counted: it is
 * distributed as that factor times chi-square (Yurdakul and Naranjo, Journal of Risk Model Validation 14(4), 2020). {@link #noise}
 * says how much of the index that is.
 *
 * @param index at least 0
 * @param noise index that chance alone would give
 */
public record PopulationStability(double index, double noise) {
    private static final int GROUPS = 10;

    private record Group(double reference, double other) {}

    /** Compares counts per bin, each at least 1; null where one side has none. */
    @Nullable
    public static PopulationStability between(SortedMap<Integer, Long> reference, SortedMap<Integer, Long> other) {
        long n = total(reference);
        long m = total(other);
        if (n == 0 || m == 0) {
            return null;
        }
        List<Group> groups = groups(reference, other, n, m);
        double halves = .5 * groups.size();
        double index = 0;
        for (Group group : groups) {
            double p = (group.reference + .5) / (n + halves);
            double q = (group.other + .5) / (m + halves);
            index += (q - p) * Math.log(q / p);
        }
        return new PopulationStability(index, (groups.size() - 1) * (1.0 / n + 1.0 / m));
    }

    private static List<Group> groups(
            SortedMap<Integer, Long> reference, SortedMap<Integer, Long> other, long n, long m) {
        var bins = new TreeMap<Integer, Long>(reference);
        other.keySet().forEach(bin -> bins.putIfAbsent(bin, 0L));
        var groups = new ArrayList<Group>();
        long seen = 0;
        long closed = 0;
        long others = 0;
        for (var bin : bins.entrySet()) {
            boolean heavy = bin.getValue() * GROUPS >= n;
            if (heavy && (seen > closed || others * GROUPS >= m)) {
                groups.add(new Group(seen - closed, others));
                closed = seen;
                others = 0;
            }
            seen += bin.getValue();
            others += other.getOrDefault(bin.getKey(), 0L);
            // A group ends with the first bin that reaches the next tenth of the reference.
            if (seen * GROUPS / n > closed * GROUPS / n) {
                groups.add(new Group(seen - closed, others));
                closed = seen;
                others = 0;
            }
        }
        if (others * GROUPS >= m) {
            groups.add(new Group(0, others));
        } else {
            Group last = groups.remove(groups.size() - 1);
            groups.add(new Group(last.reference, last.other + others));
        }
        return groups;
    }

    private static long total(SortedMap<Integer, Long> bins) {
        return bins.values().stream().mapToLong(Long::longValue).sum();
    }
}
