package dev.millrace.load.limit;

import dev.millrace.load.limit.RateLimit.End;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the highest rate that a setup sustains with as few runs as may be, for a run takes minutes.
 *
 * <p>The rate is doubled until one is not sustained (or halved until one is), then the bracket is halved by ratio until it is as
 * narrow as asked: log₂(limit / start) + log₂(.69 / resolution) rates, about ten.
 *
 * <p>Trials err near the limit, so each verdict that moves an end of the bracket is a majority of the repetitions; a majority that
 * is certain is not tried further. While rates only rise one pass is enough to go on, since the end that counts comes later; what
 * is reported has its majority, or is made to have it: if the lower end then falls, it becomes the upper end and the search goes on
 * below. So no rate is ever reported that most of its own trials did not sustain, whatever the oracle does, and the number of
 * trials is bounded.
 *
 * <p>Not thread-safe; one search for each object.
 */
public final class RateSearch {
    private static final double FACTOR = 2;

    private final RateOracle oracle;
    private final SearchPlan plan;
    private final List<RateTrial> trials = new ArrayList<>();
    private final TreeMap<Double, Tally> tallies = new TreeMap<>();

    private RateSearch(RateOracle oracle, SearchPlan plan) {
        this.oracle = oracle;
        this.plan = plan;
    }

    /** Searches; the result holds all trials. Throws what the oracle throws. */
    public static RateLimit find(RateOracle oracle, SearchPlan plan) throws IOException, InterruptedException {
        return new RateSearch(oracle, plan).search();
    }

    private RateLimit search() throws IOException, InterruptedException {
        try {
            rise();
            while (true) {
                Double low = below();
                Double high = broken();
                if (low == null) {
                    double rate = high == null ? plan.start() : high / FACTOR;
                    if (high != null && high <= plan.lowest()) {
                        return result(End.BELOW_LOWEST);
                    }
                    decide(Math.max(plan.lowest(), rate));
                } else if (high != null && high / low > 1 + plan.resolution()) {
                    decide(Math.sqrt(low * high));
                } else if (decide(low)) {
                    return result(high == null ? End.ABOVE_HIGHEST : End.FOUND);
                }
            }
        } catch (OutOfTrials e) {
            return result(End.OUT_OF_TRIALS);
        }
    }

    private void rise() throws IOException, InterruptedException, OutOfTrials {
        double rate = plan.start();
        while (attempt(rate) || decide(rate)) {
            if (rate >= plan.highest()) {
                return;
            }
            rate = Math.min(plan.highest(), rate * FACTOR);
        }
    }

    /** Tries a rate until its majority is certain. */
    private boolean decide(double rate) throws IOException, InterruptedException, OutOfTrials {
        while (tally(rate).undecided(plan.repetitions())) {
            attempt(rate);
        }
        return tally(rate).sustained(plan.repetitions());
    }

    private boolean attempt(double rate) throws IOException, InterruptedException, OutOfTrials {
        if (trials.size() >= plan.trials()) {
            throw new OutOfTrials();
        }
        Tally tally = tally(rate);
        int repetition = tally.passes + tally.failures + 1;
        Outcome outcome = oracle.attempt(rate, repetition);
        trials.add(new RateTrial(rate, repetition, outcome.sustained(), outcome.why()));
        if (outcome.sustained()) {
            tally.passes++;
        } else {
            tally.failures++;
        }
        return outcome.sustained();
    }

    private Tally tally(double rate) {
        return tallies.computeIfAbsent(rate, unused -> new Tally());
    }

    /** Lowest rate that was decided not to be sustained. */
    private @Nullable Double broken() {
        return tallies.entrySet().stream()
                .filter(entry -> entry.getValue().broken(plan.repetitions()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Highest rate under {@link #broken} that looks sustained so far. */
    private @Nullable Double below() {
        return highest(tally -> tally.passes > 0 && !tally.broken(plan.repetitions()));
    }

    private @Nullable Double highest(Predicate<Tally> is) {
        Double high = broken();
        return tallies.descendingMap().entrySet().stream()
                .filter(entry -> (high == null || entry.getKey() < high) && is.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private RateLimit result(End end) {
        return new RateLimit(end, highest(tally -> tally.sustained(plan.repetitions())), broken(), trials);
    }

    private static final class Tally {
        private int passes;
        private int failures;

        boolean sustained(int repetitions) {
            return passes > repetitions / 2;
        }

        boolean broken(int repetitions) {
            return failures > repetitions / 2;
        }

        boolean undecided(int repetitions) {
            return !sustained(repetitions) && !broken(repetitions);
        }
    }

    /** The plan's trials are used up. */
    private static final class OutOfTrials extends Exception {
        private static final long serialVersionUID = 1;

        OutOfTrials() {
            super("trials used up", null, false, false);
        }
    }
}
