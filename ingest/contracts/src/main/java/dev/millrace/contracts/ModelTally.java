package dev.millrace.contracts;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one side of a comparison did: counts only, so that the tallies of several windows and workers add up.
 *
 * @param requests requests that it was given
 * @param refusals of those, without an answer
 * @param runs runs of the model, each over a batch
 * @param rows rows in those runs
 * @param nanos nanoseconds in those runs
 * @param bins answers per bin, see {@link ScoreBins}; only bins that have any
 */
public record ModelTally(
        long requests, long refusals, long runs, long rows, long nanos, SortedMap<Integer, Long> bins) {
    private static final ModelTally NOTHING = new ModelTally(0, 0, 0, 0, 0, new TreeMap<>());

    public ModelTally {
        requireCount("requests", requests, Long.MAX_VALUE);
        requireCount("refusals", refusals, requests);
        requireCount("runs", runs, Long.MAX_VALUE);
        requireCount("rows", rows, Long.MAX_VALUE);
        requireCount("nanos", nanos, Long.MAX_VALUE);
        var copy = new TreeMap<Integer, Long>(bins == null ? Map.of() : bins);
        copy.values().forEach(count -> requireCount("bins", count == null ? -1 : count, Long.MAX_VALUE));
        copy.values().removeIf(count -> count == 0);
        bins = Collections.unmodifiableSortedMap(copy);
    }

    public static ModelTally nothing() {
        return NOTHING;
    }

    /** Requests that got an answer. */
    public long answered() {
        return requests - refusals;
    }

    public ModelTally plus(ModelTally other) {
        var sum = new TreeMap<Integer, Long>(bins);
        other.bins.forEach((bin, count) -> sum.merge(bin, count, Long::sum));
        return new ModelTally(
                requests + other.requests,
                refusals + other.refusals,
                runs + other.runs,
                rows + other.rows,
                nanos + other.nanos,
                sum);
    }

    static void requireCount(String key, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(
                    key + ": " + value + " is not a count" + (most == Long.MAX_VALUE ? "" : " up to " + most));
        }
    }

    /** Share of the requests that it answered; null without requests. */
    @Nullable
    Double answeredShare() {
        return requests == 0 ? null : (double) answered() / requests;
    }
}
