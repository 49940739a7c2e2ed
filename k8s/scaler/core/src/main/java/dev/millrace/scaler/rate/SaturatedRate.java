package dev.millrace.scaler.rate;

import dev.millrace.scaler.decide.Loads;
import dev.millrace.scaler.decide.Observation;
import java.util.OptionalDouble;

/**
 * Records that a worker takes per second while every one of them has more work than it can do: the true rate, with all that the cost
 * of batches does not show (polling, serialization, commits, neighbours on the machine).
 *
 * <p>Saturated is meant strictly, as a rate that is measured too low buys workers: from look to look the same workers were ready and all
 * busy, and every partition had work for all of them to make two full batches each.
 */
final class SaturatedRate {
    private static final double FRESH_SECONDS = 600;
    private static final double FADE_SECONDS = 60;
    private static final double LEAST_SECONDS = 5;

    private double records;
    private double workerSeconds;
    private double measuredAt = Double.NEGATIVE_INFINITY;
    private double runSeconds;
    private double lastSeconds = Double.NaN;
    private int lastReady;
    private long lastTaken;

    void observe(Observation seen, int maxBatch) {
        boolean now = saturated(seen, maxBatch);
        long taken = taken(seen.loads());
        double elapsed = seen.seconds() - lastSeconds;
        if (now && elapsed > 0 && seen.fleet().ready() == lastReady && taken >= lastTaken) {
            double fade = Math.exp(-elapsed / FADE_SECONDS);
            records = records * fade + taken - lastTaken;
            workerSeconds = workerSeconds * fade + elapsed * lastReady;
            runSeconds += elapsed;
            if (runSeconds >= LEAST_SECONDS) {
                measuredAt = seen.seconds();
            }
        } else if (!now || elapsed > 0) {
            runSeconds = 0;
        }
        lastSeconds = now ? seen.seconds() : Double.NaN;
        lastReady = seen.fleet().ready();
        lastTaken = taken;
    }

    /** Records per second of one worker, where that was measured in the last minutes. */
    OptionalDouble recordsPerSecond(double seconds) {
        boolean fresh = seconds - measuredAt <= FRESH_SECONDS && records > 0 && workerSeconds > 0;
        return fresh ? OptionalDouble.of(records / workerSeconds) : OptionalDouble.empty();
    }

    void forget() {
        records = 0;
        workerSeconds = 0;
        runSeconds = 0;
        measuredAt = Double.NEGATIVE_INFINITY;
    }

    private static boolean saturated(Observation seen, int maxBatch) {
        int ready = seen.fleet().ready();
        Loads loads = seen.loads();
        if (ready == 0 || seen.fleet().busy() < ready || loads.partitions() == 0) {
            return false;
        }
        long each = (2L * maxBatch * ready + loads.partitions() - 1) / loads.partitions();
        for (int partition = 0; partition < loads.partitions(); partition++) {
            if (loads.backlog(partition) < Math.max(1, each)) {
                return false;
            }
        }
        return true;
    }

    private static long taken(Loads loads) {
        long arrived = 0;
        for (int partition = 0; partition < loads.partitions(); partition++) {
            arrived += loads.arrived(partition);
        }
        return arrived - loads.totalBacklog();
    }
}
