package dev.millrace.scaler.simulate.world;

import dev.millrace.load.arrival.ArrivalSpec;
import dev.millrace.load.arrival.Arrivals;
import dev.millrace.load.arrival.RateCurve;
import dev.millrace.load.arrival.Spacing;
import dev.millrace.scaler.simulate.scenario.Scenario;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;

/**
 * The flow of a scenario. Up to three million records, each comes at the instant at which the load driver would send it, into a partition
 * by lot. Above, the whole has each step's number by lot (Poisson) or exactly, and the partitions have their shares of it: with so many
 * records the lots of single ones no longer matter.
 */
public final class Flows {
    private static final double MOST_RECORDS = 3e6;
    private static final long MOST_CELLS = 20_000_000;
    private static final double NANOS = 1e9;

    private Flows() {}

    /** Follows from the scenario and its seed alone. Throws {@link IOException} where a recording cannot be read. */
    public static Flow of(Scenario scenario) throws IOException {
        RateCurve curve = scenario.curve();
        double[] weights = scenario.partitions().weights();
        ArrivalSpec arrivals = scenario.arrivals();
        long cells = (long) weights.length * (scenario.steps() + 1L);
        double seconds = scenario.steps() * scenario.stepSeconds();
        if (arrivals != null && cells <= MOST_CELLS && curve.expected(seconds) <= MOST_RECORDS) {
            return counted(scenario, arrivals, weights);
        }
        return shared(scenario, curve, weights, arrivals != null && arrivals.spacing() == Spacing.POISSON);
    }

    private static Flow counted(Scenario scenario, ArrivalSpec arrivals, double[] weights) {
        int[][] counts = new int[scenario.steps()][weights.length];
        SharedStateDiscreteSampler lots = AliasMethodDiscreteSampler.of(dice(scenario.seed() + 1), weights);
        Arrivals due = arrivals.arrivals(scenario.duration(), scenario.seed());
        for (long nanos = due.next(); nanos != Arrivals.END; nanos = due.next()) {
            int step = (int) (nanos / NANOS / scenario.stepSeconds());
            counts[Math.min(step, counts.length - 1)][lots.sample()]++;
        }
        return Flow.counted(scenario.stepSeconds(), counts);
    }

    private static Flow shared(Scenario scenario, RateCurve curve, double[] weights, boolean poisson) {
        double[] total = new double[scenario.steps() + 1];
        Arrays.setAll(total, step -> curve.expected(step * scenario.stepSeconds()));
        if (poisson) {
            UniformRandomProvider dice = dice(scenario.seed());
            double expected = 0;
            for (int step = 1; step < total.length; step++) {
                double mean = total[step] - expected;
                expected = total[step];
                total[step] = total[step - 1]
                        + (mean > 0 ? PoissonSampler.of(dice, mean).sample() : 0);
            }
        }
        return Flow.shared(scenario.stepSeconds(), total, weights);
    }

    private static UniformRandomProvider dice(long seed) {
        return new java.util.SplittableRandom(seed)::nextLong;
    }
}
