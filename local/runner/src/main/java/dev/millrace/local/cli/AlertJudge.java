package dev.millrace.local.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.millrace.load.witness.AlertSpan;
import dev.millrace.load.witness.Detection;
import dev.millrace.load.witness.DetectionJudge;
import dev.millrace.load.witness.TruthSpan;
import dev.millrace.streams.core.anomaly.AlertEvaluation;
import dev.millrace.streams.core.anomaly.AlertEvaluation.Interval;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Judges a load run's alerts by the rules of {@link AlertEvaluation}, without slack before a window. */
final class AlertJudge implements DetectionJudge {
    private static final double SECONDS_PER_DAY = 86_400;

    @Override
    public Detection judge(List<TruthSpan> truth, List<AlertSpan> alerts, double sensorDays) {
        Map<String, List<Interval>> raised = alerts.stream()
                .collect(groupingBy(
                        AlertSpan::sensorId,
                        mapping(alert -> new Interval(alert.start(), Math.max(alert.start(), alert.end())), toList())));
        AlertEvaluation all = evaluate(raised, truth, sensorDays);
        Map<String, Double> byKind = new TreeMap<>();
        truth.stream()
                .collect(groupingBy(TruthSpan::kind))
                .forEach((kind, spans) ->
                        byKind.put(kind, evaluate(raised, spans, sensorDays).recall()));
        return new Detection(
                all.events(),
                all.detected(),
                truth.isEmpty() ? null : all.recall(),
                all.falseAlarms(),
                sensorDays > 0 ? all.falseAlarmsPerSensorDay() : null,
                all.detected() > 0 ? all.meanDelaySeconds() : null,
                byKind);
    }

    private static AlertEvaluation evaluate(
            Map<String, List<Interval>> raised, List<TruthSpan> spans, double sensorDays) {
        Map<String, List<Interval>> truth = spans.stream()
                .collect(groupingBy(
                        TruthSpan::sensorId, mapping(span -> new Interval(span.start(), span.end()), toList())));
        // a reading a second
        return AlertEvaluation.of(raised, truth, 0, (long) (sensorDays * SECONDS_PER_DAY), sensorDays);
    }
}
