package dev.millrace.dashboards.boards;

import dev.millrace.dashboards.alerts.Runbook;
import dev.millrace.dashboards.grafana.Dashboard;
import dev.millrace.dashboards.grafana.Panel;
import dev.millrace.dashboards.grafana.Row;
import dev.millrace.dashboards.grafana.Unit;
import dev.millrace.dashboards.promql.Prom;
import dev.millrace.dashboards.promql.Select;
import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.catalog.GpuMetrics;
import dev.millrace.telemetry.catalog.JvmMetrics;
import dev.millrace.telemetry.catalog.WorkerMetrics;
import java.util.List;

/** What workers do with their devices, and what processes take. */
final class WorkersBoard {
    private WorkersBoard() {}

    static Dashboard board() {
        return new Dashboard(
                "workers-and-gpu",
                "Workers and GPU",
                "Batches, queues and devices of the inference workers; memory and processors of every process.",
                List.of(Choices.MODEL),
                List.of(
                        Row.of("Work", results(), busy(), batches(), runs(), queues(), troubles()),
                        Row.of("Start and transactions", startup(), devices(), commits()),
                        Row.of("GPU", utilisation(), memory(), power()),
                        Row.of("JVM", cpu(), heap(), pauses(), threads(), uptime())));
    }

    private static Select of(Metric metric) {
        return Prom.of(metric).matching("model", Choices.MODELS);
    }

    private static Panel results() {
        return Panel.lines("Results", Unit.PER_SECOND, Runbook.TRAFFIC, "Results published by second, by model.")
                .show(Prom.sumBy(of(WorkerMetrics.RESULTS).rate(), "model"), "{{model}}");
    }

    private static Panel busy() {
        return Panel.lines(
                        "Model in use",
                        Unit.SHARE,
                        Runbook.BATCHES,
                        "Share of time in which the model runs, mean of the workers. Near 100 % more workers help, far below they do not.")
                .worseFrom(.8, .95)
                .show(
                        Prom.averageBy(
                                Prom.sum(WorkerMetrics.RUN)
                                        .matching("model", Choices.MODELS)
                                        .rate(),
                                "model"),
                        "{{model}}");
    }

    private static Panel batches() {
        Select buckets = Prom.buckets(WorkerMetrics.BATCH_SIZE).matching("model", Choices.MODELS);
        Select sums = Prom.sum(WorkerMetrics.BATCH_SIZE).matching("model", Choices.MODELS);
        Select counts = Prom.count(WorkerMetrics.BATCH_SIZE).matching("model", Choices.MODELS);
        return Panel.lines(
                        "Requests in a batch",
                        Unit.RECORDS,
                        Runbook.BATCHES,
                        "Batches grow by themselves with the load; at their limit all the time, the worker is the bottleneck.")
                .show(Prom.mean(sums, counts, Prom.PANEL, "model"), "{{model}} mean")
                .show(Prom.quantile(.95, buckets, Prom.PANEL, "model"), "{{model}} p95");
    }

    private static Panel runs() {
        Select buckets = Prom.buckets(WorkerMetrics.RUN).matching("model", Choices.MODELS);
        return Panel.lines("Run of a batch", Unit.SECONDS, Runbook.BATCHES, "Time that one batch spends in the model.")
                .show(Prom.quantile(.5, buckets, Prom.PANEL, "model"), "{{model}} p50")
                .show(Prom.quantile(.99, buckets, Prom.PANEL, "model"), "{{model}} p99");
    }

    private static Panel queues() {
        return Panel.lines(
                        "Requests inside the workers",
                        Unit.RECORDS,
                        Runbook.BATCHES,
                        "Waiting for the model, and between queue and broker. What waits in Kafka is lag.")
                .show(Prom.sumBy(of(WorkerMetrics.QUEUED).now(), "model"), "{{model}} queue")
                .show(Prom.sumBy(of(WorkerMetrics.IN_FLIGHT).now(), "model"), "{{model}} in flight");
    }

    private static Panel troubles() {
        return Panel.lines(
                        "Retries, splits, aborted transactions",
                        Unit.PER_SECOND,
                        "millraceworkerswait",
                        "Retries: something remote did not answer. Splits: a request that spoils its batch is searched for. "
                                + "Aborts: transactions that were answered again.")
                .show(Prom.sumBy(of(WorkerMetrics.RETRIES).rate(), "model"), "{{model}} retries")
                .show(Prom.sumBy(of(WorkerMetrics.BISECTIONS).rate(), "model"), "{{model}} splits")
                .show(Prom.sumBy(of(WorkerMetrics.ABORTS).rate(), "model"), "{{model}} aborts");
    }

    private static Panel startup() {
        return Panel.lines(
                        "Start of a worker",
                        Unit.SECONDS,
                        Runbook.SCALING,
                        "From the start of the process until it could take requests, the slowest of those that run.")
                .show(Prom.maxBy(of(WorkerMetrics.STARTUP).now(), "model"), "{{model}}")
                .wide(8);
    }

    private static Panel devices() {
        return Panel.table("Devices", Runbook.GPU, "What each model runs on: cpu, cuda or tensorrt.")
                .show(Prom.countBy(of(WorkerMetrics.DEVICE).now(), "model", "device"), "")
                .wide(8);
    }

    private static Panel commits() {
        return Panel.lines(
                        "Commit of a transaction, p99",
                        Unit.SECONDS,
                        Runbook.KAFKA,
                        "In exactly-once mode only: each batch waits for one.")
                .show(
                        Prom.quantile(
                                .99,
                                Prom.buckets(WorkerMetrics.COMMIT).matching("model", Choices.MODELS),
                                Prom.PANEL,
                                "model"),
                        "{{model}}")
                .wide(8);
    }

    private static Panel utilisation() {
        return Panel.lines(
                        "GPU in use",
                        Unit.PERCENT,
                        Runbook.GPU,
                        "Share of time in which a kernel ran, from the DCGM exporter.")
                .show(Prom.maxBy(Prom.of(GpuMetrics.UTILISATION).now(), "instance", "gpu"), "{{instance}} {{gpu}}")
                .wide(8);
    }

    private static Panel memory() {
        return Panel.lines(
                        "GPU memory",
                        Unit.MEBIBYTES,
                        Runbook.GPU,
                        "A step upwards at each swap of a model is memory that is not given back.")
                .show(Prom.maxBy(Prom.of(GpuMetrics.MEMORY_USED).now(), "instance", "gpu"), "{{instance}} {{gpu}} used")
                .show(Prom.maxBy(Prom.of(GpuMetrics.MEMORY_FREE).now(), "instance", "gpu"), "{{instance}} {{gpu}} free")
                .wide(8);
    }

    private static Panel power() {
        return Panel.lines("GPU power", Unit.WATTS, Runbook.GPU, "What the device draws.")
                .show(Prom.maxBy(Prom.of(GpuMetrics.POWER).now(), "instance", "gpu"), "{{instance}} {{gpu}}")
                .wide(8);
    }

    private static Panel cpu() {
        return Panel.lines(
                        "Processors",
                        Unit.SHARE,
                        Runbook.JVM,
                        "Share of all processors of its machine that each process uses.")
                .show(Prom.maxBy(Prom.of(JvmMetrics.CPU).now(), "process", "instance"), "{{instance}}");
    }

    private static Panel heap() {
        return Panel.lines(
                        "Heap in use",
                        Unit.SHARE,
                        Runbook.JVM,
                        "Of what the process may have. Near 100 % for long, it collects instead of working, and ends soon.")
                .worseFrom(.85, .95)
                .show(
                        Prom.sumBy(
                                        Prom.of(JvmMetrics.MEMORY_USED)
                                                .where("area", "heap")
                                                .now(),
                                        "process",
                                        "instance")
                                .dividedBy(Prom.maxBy(
                                        Prom.of(JvmMetrics.MEMORY_MAX)
                                                .where("area", "heap")
                                                .now(),
                                        "process",
                                        "instance")),
                        "{{instance}}");
    }

    private static Panel pauses() {
        return Panel.lines(
                        "Time in garbage collection",
                        Unit.SHARE,
                        Runbook.JVM,
                        "Share of time in which a process stood still; p99 latencies feel it from about 1 % on.")
                .show(Prom.sumBy(Prom.sum(JvmMetrics.GC_PAUSE).rate(), "process", "instance"), "{{instance}}")
                .wide(8);
    }

    private static Panel threads() {
        return Panel.lines("Threads", Unit.COUNT, Runbook.JVM, "A line that only rises is a leak.")
                .show(Prom.maxBy(Prom.of(JvmMetrics.THREADS).now(), "process", "instance"), "{{instance}}")
                .wide(8);
    }

    private static Panel uptime() {
        return Panel.lines(
                        "Up since",
                        Unit.SECONDS,
                        "millraceprocessrestarts",
                        "Saw teeth are a process that dies again and again.")
                .show(Prom.maxBy(Prom.of(JvmMetrics.UPTIME).now(), "process", "instance"), "{{instance}}")
                .wide(8);
    }
}
