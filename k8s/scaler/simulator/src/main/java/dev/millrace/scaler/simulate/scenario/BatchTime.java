package dev.millrace.scaler.simulate.scenario;

import dev.millrace.load.arrival.Checks;

/**
 * The time that a worker takes for a batch: {@code fixedSeconds + perRowSeconds * rows}. It is why a worker that waits for work looks
 * slower than it is: 20 ms a batch is 50 records/s one by one and 1,600 in batches of 32.
 *
 * @param fixedSeconds of each batch
 * @param perRowSeconds of each record in it
 * @param maxRows of a batch
 */
public record BatchTime(double fixedSeconds, double perRowSeconds, int maxRows) {
    public BatchTime {
        Checks.within("batch.fixed-seconds", fixedSeconds, 0, 1e4);
        Checks.within("batch.per-row-seconds", perRowSeconds, 0, 1e4);
        Checks.within("batch.max-rows", maxRows, 1, 1e6);
        if (!(fixedSeconds + perRowSeconds > 0)) {
            throw new IllegalArgumentException("batch: fixed-seconds and per-row-seconds are both 0");
        }
    }

    public double seconds(int rows) {
        return fixedSeconds + perRowSeconds * rows;
    }

    /** Of full batches, one after the other. */
    public double recordsPerSecond() {
        return maxRows / seconds(maxRows);
    }
}
