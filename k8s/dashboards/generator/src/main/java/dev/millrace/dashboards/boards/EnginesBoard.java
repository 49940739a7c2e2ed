package dev.millrace.dashboards.boards;

import dev.millrace.dashboards.alerts.Runbook;
import dev.millrace.dashboards.grafana.Dashboard;
import dev.millrace.dashboards.grafana.Panel;
import dev.millrace.dashboards.grafana.Row;
import dev.millrace.dashboards.grafana.Unit;
import dev.millrace.dashboards.promql.Expr;
import dev.millrace.dashboards.promql.Prom;
import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.catalog.FlinkMetrics;
import dev.millrace.telemetry.catalog.KafkaMetrics;
import dev.millrace.telemetry.catalog.StageMetrics;
import java.util.List;

/** Clients of Kafka, Kafka Streams and Flink, by what they tell themselves. */
final class EnginesBoard {
    private EnginesBoard() {}

    static Dashboard board() {
        return new Dashboard(
                "kafka-and-flink",
                "Kafka and Flink",
                "Clients of Kafka, Kafka Streams and Flink, by what they tell themselves.",
                List.of(),
                List.of(
                        Row.of("Kafka clients", consumed(), rebalances(), errors(), retries()),
                        Row.of("Kafka Streams", state(), threads(), processed(), steps(), commits()),
                        Row.of("Flink", checkpoints(), duration(), jobs(), sensors(), users(), made())));
    }

    private static Panel consumed() {
        return Panel.lines("Records fetched", Unit.PER_SECOND, Runbook.KAFKA, "By second and consumer.")
                .show(
                        Prom.sumBy(Prom.of(KafkaMetrics.CONSUMER_RECORDS).rate(), "process", "client_id"),
                        "{{process}} {{client_id}}");
    }

    private static Panel rebalances() {
        return Panel.lines(
                        "Rebalances in ten minutes",
                        Unit.COUNT,
                        Runbook.KAFKA,
                        "A few when workers come and go; all the time, members miss their heartbeats.")
                .show(Prom.sumBy(Prom.of(KafkaMetrics.CONSUMER_REBALANCES).increase("10m"), "process"), "{{process}}");
    }

    private static Panel errors() {
        return Panel.lines(
                        "Records that could not be sent",
                        Unit.PER_SECOND,
                        Runbook.KAFKA,
                        "What failed for good; the process dead-letters, or stops and begins again at its last commit.")
                .badFrom(.01)
                .show(Prom.sumBy(Prom.of(KafkaMetrics.PRODUCER_ERRORS).rate(), "process"), "{{process}}");
    }

    private static Panel retries() {
        return Panel.lines("Records sent again", Unit.PER_SECOND, Runbook.KAFKA, "The broker did not answer at first.")
                .show(Prom.sumBy(Prom.of(KafkaMetrics.PRODUCER_RETRIES).rate(), "process"), "{{process}}");
    }

    private static Panel state() {
        return Panel.states(
                        "State of Kafka Streams",
                        "millracestreamsnotrunning",
                        "0 created, 1 rebalancing, 2 running; red from 3 on: stopping, stopped or failed.")
                .worseFrom(0, 3)
                .show(Prom.maxBy(Prom.of(KafkaMetrics.STREAMS_STATE).now(), "process"), "{{process}}");
    }

    private static Panel threads() {
        return Panel.lines(
                        "Threads that died",
                        Unit.COUNT,
                        "millracestreamsnotrunning",
                        "Since the start of the process; its log has the reason.")
                .badFrom(1)
                .show(Prom.sumBy(Prom.of(KafkaMetrics.STREAMS_FAILED_THREADS).now(), "process"), "{{process}}");
    }

    private static Panel processed() {
        return Panel.lines(
                        "Records worked off by Kafka Streams",
                        Unit.PER_SECOND,
                        Runbook.ENGINES,
                        "By second and process.")
                .show(Prom.sumBy(Prom.of(KafkaMetrics.STREAMS_PROCESSED).rate(), "process"), "{{process}}")
                .wide(8);
    }

    private static Panel steps() {
        return Panel.lines(
                        "Steps of Kafka Streams, p99",
                        Unit.SECONDS,
                        Runbook.ENGINES,
                        "From the Kafka timestamp of a record until the step was done with it.")
                .show(
                        Prom.quantile(
                                .99,
                                Prom.buckets(StageMetrics.STAGE).where("flow", Stages.NO_FLOW),
                                Prom.PANEL,
                                "stage"),
                        "{{stage}}")
                .wide(8);
    }

    private static Panel commits() {
        return Panel.lines(
                        "Commit of Kafka Streams", Unit.MILLISECONDS, Runbook.ENGINES, "Mean time, the slowest thread.")
                .show(Prom.maxBy(Prom.of(KafkaMetrics.STREAMS_COMMIT_LATENCY).now(), "process"), "{{process}}")
                .wide(8);
    }

    private static Panel checkpoints() {
        return Panel.lines(
                        "Checkpoints in ten minutes",
                        Unit.COUNT,
                        "millraceflinkcheckpointsfail",
                        "Completed and failed, by job. None completed, and a restart goes far back.")
                .show(Prom.maxBy(Prom.of(FlinkMetrics.CHECKPOINTS).delta("10m"), "job"), "{{job}} completed")
                .show(Prom.maxBy(Prom.of(FlinkMetrics.FAILED_CHECKPOINTS).delta("10m"), "job"), "{{job}} failed")
                .wide(8);
    }

    private static Panel duration() {
        return Panel.lines("Last checkpoint took", Unit.MILLISECONDS, Runbook.ENGINES, "By job.")
                .show(Prom.maxBy(Prom.of(FlinkMetrics.CHECKPOINT_DURATION).now(), "job"), "{{job}}")
                .wide(8);
    }

    private static Panel sensors() {
        return Panel.lines(
                        "Sensor readings",
                        Unit.PER_SECOND,
                        Runbook.ENGINES,
                        "By what became of them; invalid ones are dead-lettered. Late ones came after their window was scored.")
                .show(rate(FlinkMetrics.SENSOR_READINGS), "accepted")
                .show(rate(FlinkMetrics.SENSOR_READINGS_INVALID), "invalid")
                .show(rate(FlinkMetrics.SENSOR_READINGS_DUPLICATE), "duplicate")
                .show(rate(FlinkMetrics.SENSOR_READINGS_LATE), "late")
                .wide(8);
    }

    private static Panel users() {
        return Panel.lines(
                        "Interactions of users",
                        Unit.PER_SECOND,
                        Runbook.ENGINES,
                        "By what became of them in the item signals' job.")
                .show(rate(FlinkMetrics.USER_INTERACTIONS), "accepted")
                .show(rate(FlinkMetrics.USER_INTERACTIONS_DUPLICATE), "duplicate")
                .show(rate(FlinkMetrics.USER_EVENTS_INVALID), "invalid")
                .wide(8);
    }

    private static Panel made() {
        return Panel.lines(
                        "What Flink makes",
                        Unit.PER_SECOND,
                        Runbook.ENGINES,
                        "Windows to be scored, and lists of popular items.")
                .show(rate(FlinkMetrics.SENSOR_WINDOWS), "windows")
                .show(rate(FlinkMetrics.ITEM_LISTS), "item lists")
                .wide(8);
    }

    private static Expr rate(Metric counter) {
        return Prom.sumBy(Prom.of(counter).rate());
    }

    private static Panel jobs() {
        return Panel.lines(
                        "Restarts of jobs",
                        Unit.COUNT,
                        "millraceflinkjobrestarts",
                        "Since the start of the process, by job.")
                .show(Prom.maxBy(Prom.of(FlinkMetrics.RESTARTS).now(), "job"), "{{job}}")
                .wide(8);
    }
}
