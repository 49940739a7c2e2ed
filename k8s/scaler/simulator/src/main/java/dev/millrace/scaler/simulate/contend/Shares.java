package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.decide.DelayTarget.Sharing;
import dev.millrace.scaler.simulate.scenario.Workers;
import dev.millrace.scaler.simulate.world.Flow;

/** What part of all records the busiest of n workers has: with whole partitions it is more than one n-th. */
final class Shares {
    private final double[] busiest;

    Shares(Workers workers, Flow flow, int max) {
        busiest = new double[max + 1];
        for (int count = 1; count <= max; count++) {
            busiest[count] =
                    workers.sharing() == Sharing.ANY_WORKER ? 1.0 / count : busiest(workers.deal(), flow, count);
        }
    }

    private static double busiest(Workers.Deal deal, Flow flow, int count) {
        double[] shares = new double[count];
        double most = 0;
        long partitions = flow.partitions();
        for (int partition = 0; partition < partitions; partition++) {
            // The worker w of a contiguous deal has the partitions from floor(P w / n) on.
            int worker = deal == Workers.Deal.CONTIGUOUS
                    ? (int) (((partition + 1L) * count - 1) / partitions)
                    : partition % count;
            shares[worker] += flow.weight(partition);
            most = Math.max(most, shares[worker]);
        }
        return most;
    }

    /** The least number of workers of which the busiest can do its part of {@code rate}; the best there is where none can. */
    int workersFor(double rate, double recordsPerSecond, int min) {
        if (!(rate > 0)) {
            return min;
        }
        int best = Math.max(1, min);
        for (int count = best; count < busiest.length; count++) {
            if (busiest[count] * rate <= recordsPerSecond * (1 + 1e-9)) {
                return count;
            }
            best = busiest[count] < busiest[best] - 1e-12 ? count : best;
        }
        return best;
    }
}
