package dev.millrace.scaler.decide;

import java.util.List;

/**
 * The workers of one model at one moment.
 *
 * @param ready workers that take records
 * @param starting for each worker that was started and does not take records yet, the seconds since its start
 * @param busy ready workers with records in hand (read, not yet answered): they are at work even where the backlog reads 0
 */
public record Fleet(int ready, List<Double> starting, int busy) {
    public static final Fleet NONE = new Fleet(0, List.of(), 0);

    public Fleet {
        if (ready < 0 || busy < 0 || busy > ready) {
            throw new IllegalArgumentException("ready " + ready + ", busy " + busy + ": 0 <= busy <= ready must hold");
        }
        starting = List.copyOf(starting);
    }

    /** Ready or starting. */
    public int size() {
        return ready + starting.size();
    }
}
