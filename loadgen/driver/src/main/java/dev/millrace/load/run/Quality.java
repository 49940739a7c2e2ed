package dev.millrace.load.run;

import dev.millrace.load.plan.PlannedEvent;
import dev.millrace.load.plan.SensorLoad;
import dev.millrace.load.plan.SensorNames;
import dev.millrace.load.plan.SensorPlan;
import dev.millrace.load.plan.SensorSample;
import dev.millrace.load.plan.SensorWorld;
import dev.millrace.load.plan.Truth;
import dev.millrace.load.result.Better;
import dev.millrace.load.witness.Detection;
import dev.millrace.load.witness.DetectionJudge;
import dev.millrace.load.witness.SensorResults;
import dev.millrace.load.witness.TruthSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How well alerts meet the planted faults. */
final class Quality {
    private static final double SECONDS_PER_DAY = 86_400;

    private final MetricBook metrics;
    private final DetectionJudge judge;

    Quality(MetricBook metrics, DetectionJudge judge) {
        this.metrics = metrics;
        this.judge = judge;
    }

    /** Faults whose readings were sent whole, against the alerts; {@code sent[process]} readings. */
    void alerts(SensorLoad load, SensorResults results, long[] sent, Duration run) {
        if (load.faultShare() == 0) {
            return;
        }
        int[] samples = samples(load, sent, run);
        var truth = new Truth(load);
        SensorNames names = results.names();
        List<TruthSpan> spans = new ArrayList<>();
        long readings = 0;
        for (int sensor = 0; sensor < samples.length; sensor++) {
            int s = sensor;
            long from = sensor < load.historySensors() ? load.historySamples() : 0;
            long to = from + samples[sensor];
            readings += samples[sensor];
            truth.windows(sensor, from, to).stream()
                    .filter(window -> window.last() < to)
                    .forEach(window -> spans.add(new TruthSpan(
                            names.id(s),
                            names.time(s, window.first()),
                            names.time(s, window.last()),
                            window.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))));
        }
        double days = readings * (SensorWorld.STEP_MILLIS / 1000.0) / SECONDS_PER_DAY;
        Detection found = judge.judge(spans, results.alerts(), days);
        metrics.add("detection.faults", "faults", Better.NEITHER, (double) found.spans());
        if (found.recall() != null) {
            metrics.add("detection.recall", "of faults", Better.HIGHER, found.recall());
        }
        if (found.falseAlarmsPerSensorDay() != null) {
            metrics.add(
                    "detection.false-alarms-per-sensor-day", "alarms", Better.LOWER, found.falseAlarmsPerSensorDay());
        }
        if (found.delaySeconds() != null) {
            metrics.add("detection.delay", "s of event time", Better.LOWER, found.delaySeconds());
        }
        found.recallByKind()
                .forEach((kind, recall) ->
                        metrics.add("detection.recall." + kind, "of faults", Better.HIGHER, kind, recall));
    }

    private static int[] samples(SensorLoad load, long[] sent, Duration run) {
        int[] samples = new int[load.sensors()];
        for (int process = 0; process < sent.length; process++) {
            var plan = new SensorPlan(load, process, sent.length, run);
            for (long i = 0; i < sent[process]; i++) {
                PlannedEvent<SensorSample> next = plan.next();
                if (next != null) {
                    samples[next.event().sensor()]++;
                }
            }
        }
        return samples;
    }
}
