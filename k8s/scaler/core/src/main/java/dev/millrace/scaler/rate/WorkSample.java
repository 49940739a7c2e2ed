package dev.millrace.scaler.rate;

/**
 * What a worker has done since it started; all sums rise from report to report.
 *
 * @param worker id of the process; another one after a restart, or the sums go back
 * @param seconds when it was reported
 * @param batches batches done
 * @param rows records in them
 * @param rowsSquared sum over the batches of the square of their records
 * @param busySeconds sum over the batches of their time
 * @param rowSeconds sum over the batches of records times seconds
 * @param maxBatch most records that a batch may have, 1 or more
 */
public record WorkSample(
        String worker,
        double seconds,
        long batches,
        long rows,
        double rowsSquared,
        double busySeconds,
        double rowSeconds,
        int maxBatch) {
    public WorkSample {
        if (batches < 0 || rows < 0) {
            throw new IllegalArgumentException(
                    worker + ": batches " + batches + ", rows " + rows + "; both must be 0 or more");
        }
        notNegative(worker, "rowsSquared", rowsSquared);
        notNegative(worker, "busySeconds", busySeconds);
        notNegative(worker, "rowSeconds", rowSeconds);
        if (maxBatch < 1) {
            throw new IllegalArgumentException(worker + ": maxBatch " + maxBatch + " is not 1 or more");
        }
    }

    /** Sums since the start. */
    BatchCost cost() {
        return new BatchCost(batches, rows, rowsSquared, busySeconds, rowSeconds);
    }

    private static void notNegative(String worker, String key, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(worker + ": " + key + " " + value + " is not 0 or more");
        }
    }
}
