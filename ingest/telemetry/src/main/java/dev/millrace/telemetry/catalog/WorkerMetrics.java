package dev.millrace.telemetry.catalog;

import dev.millrace.telemetry.Metric;

/** Inference workers. */
public final class WorkerMetrics {
    public static final Metric BATCH_SIZE =
            Metric.summary("millrace.worker.batch.size", "records", "Requests in a run of the model", "model");
    public static final Metric RUN = Metric.timer(
            "millrace.worker.run",
            "Time that one batch spends in the model; its rate of seconds is the share of time in which the device is in use",
            "model");
    public static final Metric RESULTS = Metric.counter("millrace.worker.results", "Results published", "model");
    public static final Metric RETRIES = Metric.counter(
            "millrace.worker.retries", "Batches that waited for something remote and were tried again", "model");
    public static final Metric BISECTIONS = Metric.counter(
            "millrace.worker.bisections", "Batches that failed and were split to find what spoils them", "model");
    public static final Metric ABORTS = Metric.counter(
            "millrace.worker.transactions.aborted", "Transactions that were aborted and answered again", "model");
    public static final Metric COMMIT = Metric.timer(
            "millrace.worker.transaction.commit", "Time that the commit of one transaction takes", "model");
    public static final Metric SWAPS =
            Metric.counter("millrace.worker.model.swaps", "Changes of the version that serves", "model");
    public static final Metric REFUSALS = Metric.counter(
            "millrace.worker.model.refusals", "Versions that could not be served, by reason", "model", "reason");
    public static final Metric QUEUED =
            Metric.gauge("millrace.worker.queue.records", "records", "Requests that wait for the model", "model");
    public static final Metric IN_FLIGHT = Metric.gauge(
            "millrace.worker.inflight.records", "records", "Requests between the queue and the broker", "model");
    public static final Metric INFO =
            Metric.gauge("millrace.worker.model.info", "", "1 for the version that serves", "model", "version");
    public static final Metric DEVICE = Metric.gauge(
            "millrace.worker.device.info",
            "",
            "1 for the device that the model runs on: cpu, cuda or tensorrt",
            "model",
            "device");
    public static final Metric STARTUP = Metric.gauge(
            "millrace.worker.startup.seconds",
            "seconds",
            "From the start of the process until it could take requests",
            "model");
    public static final Metric DRIFT = Metric.gauge(
            "millrace.worker.drift",
            "ratio",
            "Population stability index of a signal against what the version saw first; .1 is worth a look, .25 is drift",
            "model",
            "version",
            "signal");

    private WorkerMetrics() {}
}
