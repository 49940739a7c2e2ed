package dev.millrace.dashboards.alerts;

import dev.millrace.contracts.Topics;
import dev.millrace.dashboards.promql.Expr;
import dev.millrace.dashboards.promql.Prom;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import dev.millrace.telemetry.catalog.StageMetrics;
import java.util.List;

/** Records that wait, and records that nobody could use. */
final class LagAlerts {
    /** Topics that others write to. */
    private static final String INPUTS = String.join(
            "|",
            List.of(Topics.SENSOR_READINGS, Topics.USER_EVENTS, Topics.ITEM_CATALOG, Topics.RECOMMENDATION_REQUESTS));

    private LagAlerts() {}

    static Group group() {
        return Group.of("millrace-lag", lagGrows(), noConsumption(), deadLetters(), clocks(), blind(), gone());
    }

    private static Alert lagGrows() {
        String[] by = {"group", "topic"};
        Expr late = Prom.maxBy(Prom.of(ObserverMetrics.LAG_SECONDS).now(), by).above(30);
        Expr later =
                Prom.maxBy(Prom.of(ObserverMetrics.LAG_SECONDS).slope("5m"), by).above(.05);
        return new Alert(
                "MillraceLagGrows",
                late.and(later, by),
                "5m",
                Severity.PAGE,
                "Group {{ $labels.group }} falls behind on {{ $labels.topic }}",
                "The oldest record of {{ $labels.topic }} that {{ $labels.group }} has not worked off is "
                        + "{{ $value | humanizeDuration }} old, and it gets older.");
    }

    /** Not while the first worker starts: from zero, a node may have to be bought first, and a worker that never comes lags. */
    private static Alert noConsumption() {
        String[] by = {"group", "topic"};
        Expr waits = Prom.sumBy(Prom.of(ObserverMetrics.LAG_RECORDS).now(), by).above(0);
        Expr stands = Prom.sumBy(Prom.of(ObserverMetrics.GROUP_RECORDS).increase("5m"), by)
                .equalTo(0);
        Expr starts = Prom.of(ObserverMetrics.WORKERS)
                .where("state", "starting")
                .now()
                .above(0);
        return new Alert(
                "MillraceNoConsumption",
                waits.and(stands, by).unless(Prom.labelled(starts, "group", "worker.$1", "model", "(.+)"), "group"),
                "5m",
                Severity.PAGE,
                "Group {{ $labels.group }} stands still on {{ $labels.topic }}",
                "{{ $value | humanize }} records of {{ $labels.topic }} wait for {{ $labels.group }}, which has worked off "
                        + "none for five minutes.");
    }

    private static Alert deadLetters() {
        Expr letters = Prom.sumBy(Prom.of(ObserverMetrics.DEAD_LETTERS).rate("10m"), "stage", "kind");
        Expr inputs = Prom.sumBy(
                Prom.of(ObserverMetrics.TOPIC_RECORDS).matching("topic", INPUTS).rate("10m"));
        return new Alert(
                "MillraceDeadLetters",
                letters.dividedBy(inputs).above(.01),
                "10m",
                Severity.TICKET,
                "{{ $labels.stage }} cannot use {{ $value | humanizePercentage }} of what comes in",
                "Stage {{ $labels.stage }} sends {{ $value | humanizePercentage }} of all input to the dead letters as "
                        + "{{ $labels.kind }}; nothing is lost, ./millrace dlq list shows them.");
    }

    private static Alert clocks() {
        Expr skewed = Prom.sumBy(Prom.of(StageMetrics.CLOCK_SKEWED).rate("10m"), "flow");
        Expr all = Prom.sumBy(
                Prom.count(StageMetrics.STAGE).where("stage", Slo.TOTAL).rate("10m"), "flow");
        return new Alert(
                "MillraceClocksDisagree",
                skewed.dividedBy(all).above(.01),
                "15m",
                Severity.TICKET,
                "Clocks of the machines of flow {{ $labels.flow }} disagree",
                "{{ $value | humanizePercentage }} of the results of flow {{ $labels.flow }} have a stage that ended before it "
                        + "began: latencies are not to be trusted.");
    }

    private static Alert blind() {
        return new Alert(
                "MillraceObserverBlind",
                Prom.maxBy(Prom.of(ObserverMetrics.BLIND).now(), "process").equalTo(1),
                "2m",
                Severity.PAGE,
                "The observer cannot read Kafka",
                "Nobody knows the lag: {{ $labels.process }} cannot read Kafka, and rules on lag are silent meanwhile.");
    }

    private static Alert gone() {
        return new Alert(
                "MillraceObserverGone",
                Prom.of(ObserverMetrics.BLIND)
                        .absent("5m")
                        .unless(Prom.of(ObserverMetrics.BLIND).absent("6h")),
                "2m",
                Severity.PAGE,
                "The observer is gone",
                "Nobody knows the lag: no observer has been scraped for five minutes, and rules on lag are silent meanwhile.");
    }
}
