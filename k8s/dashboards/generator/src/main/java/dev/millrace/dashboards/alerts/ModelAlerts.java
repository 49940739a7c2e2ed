package dev.millrace.dashboards.alerts;

import dev.millrace.dashboards.promql.Expr;
import dev.millrace.dashboards.promql.Prom;
import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.catalog.StoreMetrics;
import dev.millrace.telemetry.catalog.WorkerMetrics;

/** Models and the features that they are asked with. */
final class ModelAlerts {
    /** Population stability index from which on a signal has changed, by the usual rule of thumb. */
    private static final double DRIFT = .25;

    private ModelAlerts() {}

    static Group group() {
        return Group.of("millrace-models", drift(), refused(), waits(), stale(), store());
    }

    private static Alert drift() {
        return new Alert(
                "MillraceDrift",
                Prom.maxBy(Prom.of(WorkerMetrics.DRIFT).now(), "model", "version", "signal")
                        .above(DRIFT),
                "15m",
                Severity.TICKET,
                "{{ $labels.model }} sees other data than before",
                "Signal {{ $labels.signal }} of {{ $labels.model }} {{ $labels.version }} has a population stability index of "
                        + "{{ $value | humanize }} against what the version saw first; from .25 on it is drift.");
    }

    private static Alert refused() {
        return new Alert(
                "MillraceSwapFailed",
                appeared(WorkerMetrics.REFUSALS, "15m", "model", "reason"),
                "0m",
                Severity.TICKET,
                "A version of {{ $labels.model }} could not be served",
                "Workers refused a version of {{ $labels.model }} ({{ $labels.reason }}); the one before goes on serving.");
    }

    /** A counter of errors begins with the first one, which no rate sees: a series that was not there before counts as well. */
    private static Expr appeared(Metric counter, String window, String... by) {
        Expr more = Prom.sumBy(Prom.of(counter).increase(window), by).above(0);
        Expr first = Prom.of(counter).now().unless(Prom.of(counter).ago(window));
        return more.or(Prom.sumBy(first, by).above(0));
    }

    private static Alert waits() {
        return new Alert(
                "MillraceWorkersWait",
                Prom.sumBy(Prom.of(WorkerMetrics.RETRIES).rate("5m"), "model").above(0),
                "5m",
                Severity.PAGE,
                "Workers of {{ $labels.model }} wait for something remote",
                "Workers of {{ $labels.model }} have tried the same batches again for five minutes: Redis or Kafka does not answer.");
    }

    private static Alert stale() {
        return new Alert(
                "MillraceFeaturesStale",
                Prom.maxBy(Prom.of(StoreMetrics.BEHIND).now(), "process").above(60),
                "5m",
                Severity.PAGE,
                "The feature store is behind",
                "The oldest feature that is not in the store has waited for {{ $value | humanizeDuration }}: models are asked "
                        + "with old features.");
    }

    private static Alert store() {
        return new Alert(
                "MillraceFeatureStoreErrors",
                Prom.sumBy(Prom.count(StoreMetrics.READ)
                                .where("outcome", "error")
                                .rate("5m"))
                        .dividedBy(Prom.sumBy(Prom.count(StoreMetrics.READ).rate("5m")))
                        .above(.01),
                "5m",
                Severity.PAGE,
                "The feature store answers with errors",
                "{{ $value | humanizePercentage }} of the reads of the feature store fail.");
    }
}
