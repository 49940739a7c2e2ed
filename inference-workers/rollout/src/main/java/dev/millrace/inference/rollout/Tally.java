package dev.millrace.inference.rollout;

import dev.millrace.contracts.ModelTally;
import dev.millrace.contracts.ScoreBins;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts one side of a comparison; nothing is allocated between two drains. Not thread-safe. */
final class Tally {
    private final long[] bins = new long[2 * ScoreBins.LAST + 1];
    private long requests;
    private long refusals;
    private long runs;
    private long rows;
    private long nanos;

    void request(@Nullable Observation answer) {
        requests++;
        if (answer == null) {
            refusals++;
        } else {
            bins[Observations.bin(answer) + ScoreBins.LAST]++;
        }
    }

    void run(int batch, long took) {
        runs++;
        rows += batch;
        nanos += took;
    }

    long requests() {
        return requests;
    }

    ModelTally drain() {
        var filled = new TreeMap<Integer, Long>();
        for (int i = 0; i < bins.length; i++) {
            if (bins[i] > 0) {
                filled.put(i - ScoreBins.LAST, bins[i]);
            }
        }
        var drained = new ModelTally(requests, refusals, runs, rows, nanos, filled);
        Arrays.fill(bins, 0);
        requests = 0;
        refusals = 0;
        runs = 0;
        rows = 0;
        nanos = 0;
        return drained;
    }
}
