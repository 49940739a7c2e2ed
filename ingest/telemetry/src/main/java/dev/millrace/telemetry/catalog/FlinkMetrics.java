package dev.millrace.telemetry.catalog;

import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.Metric.Kind;

/** A chosen few of the metrics of Flink, and the counters of our own operators. */
public final class FlinkMetrics {
    public static final Metric RESTARTS =
            Metric.bridged("flink_job_numRestarts", Kind.GAUGE, "", "Restarts of a job", "job");
    public static final Metric CHECKPOINTS = Metric.bridged(
            "flink_job_numberOfCompletedCheckpoints", Kind.GAUGE, "", "Checkpoints that were completed", "job");
    public static final Metric FAILED_CHECKPOINTS =
            Metric.bridged("flink_job_numberOfFailedCheckpoints", Kind.GAUGE, "", "Checkpoints that failed", "job");
    public static final Metric CHECKPOINT_DURATION = Metric.bridged(
            "flink_job_lastCheckpointDuration", Kind.GAUGE, "", "Milliseconds that the last checkpoint took", "job");
    public static final Metric SENSOR_READINGS = Metric.bridged(
            "flink_sensor_readings_total",
            Kind.COUNTER,
            "records",
            "Sensor readings that were accepted",
            "job",
            "subtask");
    public static final Metric SENSOR_READINGS_INVALID = Metric.bridged(
            "flink_sensor_readings_invalid_total",
            Kind.COUNTER,
            "records",
            "Sensor readings that were refused and dead-lettered",
            "job",
            "subtask");
    public static final Metric SENSOR_READINGS_DUPLICATE = Metric.bridged(
            "flink_sensor_readings_duplicate_total",
            Kind.COUNTER,
            "records",
            "Sensor readings that had come before",
            "job",
            "subtask");
    public static final Metric SENSOR_READINGS_LATE = Metric.bridged(
            "flink_sensor_readings_late_total",
            Kind.COUNTER,
            "records",
            "Sensor readings that came too late for their windows",
            "job",
            "subtask");
    public static final Metric SENSOR_WINDOWS = Metric.bridged(
            "flink_sensor_windows_total",
            Kind.COUNTER,
            "records",
            "Windows that were sent to be scored",
            "job",
            "subtask");
    public static final Metric USER_INTERACTIONS = Metric.bridged(
            "flink_user_interactions_total",
            Kind.COUNTER,
            "records",
            "Interactions of users with items",
            "job",
            "subtask");
    public static final Metric USER_INTERACTIONS_DUPLICATE = Metric.bridged(
            "flink_user_interactions_duplicate_total",
            Kind.COUNTER,
            "records",
            "Interactions that had come before",
            "job",
            "subtask");
    public static final Metric USER_EVENTS_INVALID = Metric.bridged(
            "flink_user_events_invalid_total",
            Kind.COUNTER,
            "records",
            "User events that could not be read",
            "job",
            "subtask");
    public static final Metric ITEM_LISTS = Metric.bridged(
            "flink_item_lists_total",
            Kind.COUNTER,
            "records",
            "Lists of popular items that were made",
            "job",
            "subtask");

    private FlinkMetrics() {}
}
