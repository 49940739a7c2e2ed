package dev.millrace.dashboards.alerts;

import dev.millrace.dashboards.promql.Prom;
import dev.millrace.telemetry.catalog.FlinkMetrics;
import dev.millrace.telemetry.catalog.JvmMetrics;
import dev.millrace.telemetry.catalog.KafkaMetrics;

/** Processes, and the engines inside them. */
final class ProcessAlerts {
    /** Kafka Streams tells its state as a number. */
    private static final double RUNNING = 2;

    private ProcessAlerts() {}

    static Group group() {
        return Group.of("millrace-processes", down(), restarts(), checkpoints(), jobs(), streams());
    }

    private static Alert down() {
        return new Alert(
                "MillraceProcessDown",
                Prom.maxBy(Prom.of(Prom.UP).not("process", "").now(), "process").equalTo(0),
                "2m",
                Severity.PAGE,
                "{{ $labels.process }} does not answer",
                "No instance of {{ $labels.process }} could be scraped for two minutes.");
    }

    private static Alert restarts() {
        return new Alert(
                "MillraceProcessRestarts",
                Prom.sumBy(Prom.of(JvmMetrics.UPTIME).resets("15m"), "process").above(2),
                "0m",
                Severity.PAGE,
                "{{ $labels.process }} dies again and again",
                "{{ $labels.process }} was started again {{ $value | humanize }} times in 15 minutes.");
    }

    private static Alert checkpoints() {
        return new Alert(
                "MillraceFlinkCheckpointsFail",
                Prom.maxBy(Prom.of(FlinkMetrics.FAILED_CHECKPOINTS).delta("15m"), "job")
                        .above(0),
                "5m",
                Severity.TICKET,
                "Checkpoints of {{ $labels.job }} fail",
                "{{ $value | humanize }} checkpoints of {{ $labels.job }} failed in 15 minutes; after a failure the job goes back to "
                        + "the last good one.");
    }

    private static Alert jobs() {
        return new Alert(
                "MillraceFlinkJobRestarts",
                Prom.maxBy(Prom.of(FlinkMetrics.RESTARTS).delta("15m"), "job").above(2),
                "0m",
                Severity.PAGE,
                "{{ $labels.job }} restarts again and again",
                "{{ $labels.job }} restarted {{ $value | humanize }} times in 15 minutes.");
    }

    private static Alert streams() {
        return new Alert(
                "MillraceStreamsNotRunning",
                Prom.maxBy(Prom.of(KafkaMetrics.STREAMS_STATE).now(), "process", "client_id")
                        .notEqualTo(RUNNING),
                "5m",
                Severity.PAGE,
                "Kafka Streams does not run",
                "Kafka Streams {{ $labels.client_id }} in {{ $labels.process }} is in state {{ $value }} instead of 2 (running).");
    }
}
