package dev.millrace.inference.worker.report;

/**
 * Sums over the runs of the model since the start. A line {@code seconds = fixed + perRow * rows} through the runs of any while
 * follows from the differences of these sums. One thread adds; any thread reads.
 */
public final class BatchSums {
    private static final double NANOS = 1e9;

    private Sums sums = new Sums(0, 0, 0, 0, 0);

    /** What all runs come to; see {@link dev.millrace.contracts.WorkerReport}. */
    public record Sums(long batches, long rows, long rowsSquared, double busySeconds, double rowSeconds) {}

    /** One run of {@code rows} requests. */
    public synchronized void add(int rows, long nanos) {
        double seconds = nanos / NANOS;
        sums = new Sums(
                sums.batches + 1,
                sums.rows + rows,
                sums.rowsSquared + (long) rows * rows,
                sums.busySeconds + seconds,
                sums.rowSeconds + rows * seconds);
    }

    /** A run of {@code rows} requests took so much longer: a shadow ran on them as well. */
    public synchronized void addTime(int rows, long nanos) {
        double seconds = nanos / NANOS;
        sums = new Sums(
                sums.batches,
                sums.rows,
                sums.rowsSquared,
                sums.busySeconds + seconds,
                sums.rowSeconds + rows * seconds);
    }

    public synchronized Sums now() {
        return sums;
    }
}
