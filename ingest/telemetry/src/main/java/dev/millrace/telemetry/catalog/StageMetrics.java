package dev.millrace.telemetry.catalog;

import dev.millrace.telemetry.Metric;

/** Where time goes, for every result of every flow. */
public final class StageMetrics {
    public static final Metric STAGE = Metric.timer(
            "millrace.stage",
            "Time that one result spent in a stage; stage total is from the Kafka timestamp of the triggering event to publication;"
                    + " of flow - the steps of Kafka Streams, each as a whole since that timestamp",
            "flow",
            "model",
            "stage");
    public static final Metric CLOCK_SKEWED = Metric.counter(
            "millrace.clock.skewed",
            "Results with a stage that ended before it began, by clocks that disagree; such a stage counts as 0",
            "flow");
    public static final Metric REPEATED = Metric.counter(
            "millrace.stage.repeated", "Records that a stage had seen before and did not count again", "stage");
    public static final Metric DEAD_LETTERS = Metric.counter(
            "millrace.dead.letters",
            "Records that a stage could not use and sent to the dead letters, by kind of error",
            "stage",
            "kind");

    private StageMetrics() {}
}
