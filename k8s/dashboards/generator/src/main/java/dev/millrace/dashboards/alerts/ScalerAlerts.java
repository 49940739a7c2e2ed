package dev.millrace.dashboards.alerts;

import dev.millrace.dashboards.promql.Prom;
import dev.millrace.telemetry.catalog.ScalerMetrics;

/** What decides how many workers there are. */
final class ScalerAlerts {
    private ScalerAlerts() {}

    static Group group() {
        String[] by = {"namespace", "scaledobject"};
        return Group.of(
                "millrace-scaler",
                new Alert(
                        "MillraceScalerBlind",
                        Prom.maxBy(Prom.of(ScalerMetrics.BLIND).now(), by).equalTo(1),
                        "2m",
                        Severity.PAGE,
                        "The scaler of {{ $labels.scaledobject }} cannot read Kafka",
                        "The scaler holds its last decision on {{ $labels.namespace }}/{{ $labels.scaledobject }} for five minutes, "
                                + "then KEDA's fallback applies."),
                new Alert(
                        "MillraceScalerGone",
                        Prom.of(ScalerMetrics.BLIND)
                                .absent("5m")
                                .unless(Prom.of(ScalerMetrics.BLIND).absent("6h")),
                        "2m",
                        Severity.PAGE,
                        "The scaler is gone",
                        "No scaler has been scraped for five minutes: the number of workers stays as it is."),
                new Alert(
                        "MillraceScalerMissesItsAim",
                        Prom.maxBy(Prom.of(ScalerMetrics.DELAY).now(), by)
                                .dividedBy(Prom.maxBy(Prom.of(ScalerMetrics.SLO).now(), by))
                                .above(2),
                        "5m",
                        Severity.TICKET,
                        "{{ $labels.scaledobject }} is late with as many workers as it may have",
                        "The delay of {{ $labels.namespace }}/{{ $labels.scaledobject }} has been {{ $value | humanize }} times what "
                                + "it aims at for five minutes."));
    }
}
