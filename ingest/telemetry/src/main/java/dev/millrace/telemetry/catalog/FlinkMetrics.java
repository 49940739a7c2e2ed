package dev.millrace.telemetry.catalog;

import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.Metric.Kind;

/** A chosen few of the metrics of Flink. */
public final class FlinkMetrics {
    public static final Metric RESTARTS =
            Metric.bridged("flink_job_numRestarts", Kind.GAUGE, "", "Restarts of a job", "job");
    public static final Metric CHECKPOINTS = Metric.bridged(
            "flink_job_numberOfCompletedCheckpoints", Kind.GAUGE, "", "Checkpoints that were completed", "job");
    public static final Metric FAILED_CHECKPOINTS =
            Metric.bridged("flink_job_numberOfFailedCheckpoints", Kind.GAUGE, "", "Checkpoints that failed", "job");
    public static final Metric CHECKPOINT_DURATION = Metric.bridged(
            "flink_job_lastCheckpointDuration", Kind.GAUGE, "", "Milliseconds that the last checkpoint took", "job");

    private FlinkMetrics() {}
}
