package dev.millrace.scaler.forecast;

import dev.millrace.scaler.decide.Loads;
import java.util.Arrays;

/** Records since the look before; a counter that went back counts nothing, a new partition counts from 0. */
final class ArrivedRecords {
    private long[] counters = {};
    private boolean fresh = true;

    double since(Loads loads) {
        boolean first = fresh || loads.partitions() < counters.length;
        fresh = false;
        counters = Arrays.copyOf(counters, loads.partitions());
        double sum = 0;
        for (int partition = 0; partition < counters.length; partition++) {
            sum += Math.max(0, loads.arrived(partition) - counters[partition]);
            counters[partition] = loads.arrived(partition);
        }
        return first ? 0 : sum;
    }
}
