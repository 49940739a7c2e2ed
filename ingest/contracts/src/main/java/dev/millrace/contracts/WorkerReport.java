package dev.millrace.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Value of {@code worker-reports}: what one worker process has done since it started. It is told each second from a
 * second after the start on, besides when the worker takes requests, and at an orderly stop; the topic keeps the newest per worker for
 * an hour. Sums, no averages: what was done between two reports is their difference, and the cost of a batch is a line through them.
 *
 * @param instance name of the worker, unique among those of its model and the same after a restart; {@link #process} is not
 * @param guarantee as in settings: {@code effectively-once}, {@code exactly-once} or {@code share}
 * @param at epoch milliseconds
 * @param startedAt start of the process, epoch milliseconds
 * @param readyAt when it could first take requests, epoch milliseconds; null while it starts
 * @param stoppedAt when it stopped in order, epoch milliseconds: its last report; null before
 * @param batches runs of the model
 * @param rows requests in those runs
 * @param rowsSquared the sum of the squares of their sizes
 * @param busySeconds the sum of their times
 * @param rowSeconds the sum of the products of size and time
 * @param maxBatch most requests in a run, by the settings
 * @param inFlight requests in hand: read from the broker, and not yet answered and acknowledged
 */
public record WorkerReport(
        String model,
        String instance,
        String guarantee,
        long at,
        long startedAt,
        @Nullable Long readyAt,
        @Nullable Long stoppedAt,
        long batches,
        long rows,
        long rowsSquared,
        double busySeconds,
        double rowSeconds,
        int maxBatch,
        int inFlight) {
    public static final Codec<WorkerReport> CODEC = Json.codec(WorkerReport.class);

    public WorkerReport {
        requireText("model", model);
        requireText("instance", instance);
        requireText("guarantee", guarantee);
        ModelTally.requireCount("batches", batches, Long.MAX_VALUE);
        ModelTally.requireCount("rows", rows, Long.MAX_VALUE);
        ModelTally.requireCount("rowsSquared", rowsSquared, Long.MAX_VALUE);
        requireSum("busySeconds", busySeconds);
        requireSum("rowSeconds", rowSeconds);
        ModelTally.requireCount("maxBatch", maxBatch, Integer.MAX_VALUE);
        ModelTally.requireCount("inFlight", inFlight, Integer.MAX_VALUE);
    }

    private static void requireText(String key, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(key + " is missing");
        }
    }

    private static void requireSum(String key, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(key + ": " + value + " is not a sum of positive numbers");
        }
    }

    /** Of the record: {@code <model>/<instance>}. */
    public String key() {
        return model + "/" + instance;
    }

    /** Names this start of the worker; its sums only grow. */
    public String process() {
        return instance + "@" + startedAt;
    }

    /** Whether it takes requests. */
    public boolean ready() {
        return readyAt != null && stoppedAt == null;
    }
}
