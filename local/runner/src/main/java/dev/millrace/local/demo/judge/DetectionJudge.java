package dev.millrace.local.demo.judge;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.millrace.local.demo.summary.DetectionSummary;
import dev.millrace.local.demo.traffic.SensorTraffic;
import dev.millrace.local.demo.traffic.TruthWindow;
import dev.millrace.streams.core.anomaly.AlertEvaluation;
import dev.millrace.streams.core.anomaly.AlertEvaluation.Interval;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Alerts against the truth windows of the traffic, by the rules of {@link AlertEvaluation}, without slack before a window. */
public final class DetectionJudge {
    private static final long NO_SLACK = 0;

    private DetectionJudge() {}

    /** Judges the alerts of the sensors whose truth is known, in the part of their time that the traffic names. */
    public static DetectionSummary judge(SensorTraffic traffic, List<AlertSpan> alerts) {
        List<AlertSpan> inPart = alerts.stream()
                .filter(alert -> alert.start() >= traffic.judgedFrom())
                .toList();
        List<TruthWindow> truth = traffic.truth();
        if (truth == null) {
            return new DetectionSummary(
                    0, 0, null, null, null, null, null, inPart.size(), 0, traffic.judgedPart(), Map.of());
        }
        Map<String, List<Interval>> raised = inPart.stream()
                .filter(alert -> traffic.judgedSensors().contains(alert.sensorId()))
                .collect(groupingBy(
                        AlertSpan::sensorId,
                        mapping(alert -> new Interval(alert.start(), Math.max(alert.start(), alert.end())), toList())));
        AlertEvaluation all = evaluate(traffic, raised, truth);
        Map<String, Double> byKind = new TreeMap<>();
        truth.stream()
                .collect(groupingBy(TruthWindow::kind))
                .forEach((kind, windows) ->
                        byKind.put(kind, evaluate(traffic, raised, windows).recall()));
        boolean anyWindow = all.events() > 0;
        return new DetectionSummary(
                all.events(),
                all.detected(),
                anyWindow ? all.recall() : null,
                (long) all.falseAlarms(),
                all.falseAlarmsPerSensorDay(),
                all.detected() > 0 ? all.meanDelaySeconds() : null,
                all.falseAlarmsPerThousandReadings(),
                inPart.size(),
                all.sensorDays(),
                traffic.judgedPart(),
                byKind);
    }

    private static AlertEvaluation evaluate(
            SensorTraffic traffic, Map<String, List<Interval>> raised, List<TruthWindow> windows) {
        Map<String, List<Interval>> truth = windows.stream()
                .collect(groupingBy(
                        TruthWindow::sensorId,
                        mapping(window -> new Interval(window.start(), window.end()), toList())));
        return AlertEvaluation.of(raised, truth, NO_SLACK, traffic.judgedReadings(), traffic.judgedDays());
    }
}
