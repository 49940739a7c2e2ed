package dev.millrace.scaler.rate;

/**
 * What a batch costs: {@code seconds(rows) = fixed + perRow * rows}, by least squares from five sums.
 *
 * <p>Records per busy second tell little of a worker that is not saturated: it runs small batches. A model of 20 ms a batch does 50
 * records/s in batches of one and 1,600 in batches of 32. Batches of different sizes tell both parts of the cost apart, and with them
 * what full batches would do.
 *
 * @param batches how many
 * @param rows sum of their records
 * @param rowsSquared sum of the squares
 * @param seconds sum of their times
 * @param rowSeconds sum of records times seconds
 */
public record BatchCost(double batches, double rows, double rowsSquared, double seconds, double rowSeconds) {
    public static final BatchCost NONE = new BatchCost(0, 0, 0, 0, 0);

    public BatchCost plus(BatchCost other) {
        return new BatchCost(
                batches + other.batches,
                rows + other.rows,
                rowsSquared + other.rowsSquared,
                seconds + other.seconds,
                rowSeconds + other.rowSeconds);
    }

    public BatchCost times(double weight) {
        return new BatchCost(
                batches * weight, rows * weight, rowsSquared * weight, seconds * weight, rowSeconds * weight);
    }

    /** Whether there is anything to tell a rate from. */
    public boolean known() {
        return batches > 0 && rows > 0 && seconds > 0;
    }

    /** Seconds per batch before its first record, 0 or more. */
    public double fixedSeconds() {
        double perRow = perRowSeconds();
        return batches > 0 ? Math.max(0, (seconds - perRow * rows) / batches) : 0;
    }

    /** Seconds per record, 0 or more; where batches are all alike, all of their time. */
    public double perRowSeconds() {
        if (!known()) {
            return 0;
        }
        if (deviation() == 0) {
            return seconds / rows;
        }
        double slope = (batches * rowSeconds - rows * seconds) / (batches * rowsSquared - rows * rows);
        double largest = rowSeconds / rowsSquared;
        return slope * rows > seconds ? largest : Math.max(0, slope);
    }

    /** Largest batch whose cost these can tell: farther off the error of the slope is larger than the scatter of the times. */
    public double reach() {
        return known() ? rows / batches + deviation() * Math.sqrt(batches) : 0;
    }

    /**
     * Records per second in batches of {@code maxBatch}, or of {@link #reach()} where that is smaller: never too many.
     *
     * @throws IllegalStateException where nothing is {@link #known()}
     */
    public double recordsPerSecond(int maxBatch) {
        if (!known()) {
            throw new IllegalStateException("no batch was seen");
        }
        double batch = Math.min(maxBatch, reach());
        double lasts = fixedSeconds() + perRowSeconds() * batch;
        return Math.max(rows / seconds, lasts > 0 ? batch / lasts : 0);
    }

    /** Records per second if a batch cost the same whatever is in it: never too few. */
    public double atMostPerSecond(int maxBatch) {
        return Math.max(rows / seconds, maxBatch * batches / seconds);
    }

    private double deviation() {
        double mean = rows / batches;
        double variance = rowsSquared / batches - mean * mean;
        return variance > 1e-9 * mean * mean ? Math.sqrt(variance) : 0;
    }
}
