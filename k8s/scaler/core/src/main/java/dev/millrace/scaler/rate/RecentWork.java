package dev.millrace.scaler.rate;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the batches of the recent minutes cost, over all workers; older ones fade. Time without work fades nothing: an idle hour does not
 * make a worker slower.
 */
final class RecentWork {
    private static final double FADE_SECONDS = 120;
    private static final double LONGEST_GAP_SECONDS = 10;
    private static final double FORGOTTEN_SECONDS = 3_600;
    /** The life of a worker that is met for the first time counts as so many batches. */
    private static final double FIRST_BATCHES = 1_000;

    private final Map<String, WorkSample> latest = new HashMap<>();
    private BatchCost cost = BatchCost.NONE;
    private double lastSeconds = Double.NEGATIVE_INFINITY;
    private int maxBatch = 1;

    void report(WorkSample sample) {
        WorkSample before = latest.get(sample.worker());
        if (before != null && sample.seconds() <= before.seconds()) {
            return;
        }
        latest.put(sample.worker(), sample);
        latest.values().removeIf(old -> sample.seconds() - old.seconds() > FORGOTTEN_SECONDS);
        maxBatch = sample.maxBatch();
        BatchCost added = since(before, sample);
        if (!added.known()) {
            return;
        }
        if (sample.seconds() > lastSeconds) {
            double gap = Math.min(LONGEST_GAP_SECONDS, sample.seconds() - lastSeconds);
            cost = cost.times(Math.exp(-gap / FADE_SECONDS));
            lastSeconds = sample.seconds();
        }
        cost = cost.plus(added);
    }

    private static BatchCost since(@Nullable WorkSample before, WorkSample now) {
        if (before == null || now.batches() < before.batches() || now.rows() < before.rows()) {
            return now.cost().times(now.batches() > FIRST_BATCHES ? FIRST_BATCHES / now.batches() : 1);
        }
        return now.cost().plus(before.cost().times(-1));
    }

    BatchCost cost() {
        return cost;
    }

    int maxBatch() {
        return maxBatch;
    }

    /** What was done until now says nothing of what comes. */
    void forget() {
        cost = BatchCost.NONE;
    }
}
