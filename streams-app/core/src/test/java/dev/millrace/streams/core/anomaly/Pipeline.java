package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.FeatureSnapshot;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.WindowRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole path without an engine: readings, windows, scores (baseline, then a model), alerts, evaluation. */
final class Pipeline {
    private static final double DAY = 24 * 60 * 60 * 1000.0;

    private Pipeline() {}

    static List<WindowRequest> windows(Series series) {
        var windows = new SensorWindows(WindowConfig.defaults());
        List<WindowRequest> requests = new ArrayList<>();
        SensorState state = null;
        for (SensorReading reading : series.readings()) {
            SensorWindows.Step step = windows.onReading(state, reading);
            state = step.state();
            if (step.outcome() instanceof Outcome.Windows due) {
                requests.addAll(due.requests());
            }
        }
        return requests;
    }

    /** One model of all sensors, from the windows of the first {@code share} of each. */
    static WindowPca train(List<Series> all, double share) {
        List<float[]> windows = new ArrayList<>();
        for (Series series : all) {
            for (WindowRequest request : windows(series)) {
                if (request.windowEnd() <= series.trainUntil(share)) {
                    windows.add(request.window());
                }
            }
        }
        return new WindowPca(windows, all.get(0).readings().get(0).channels().length);
    }

    static AnomalyScore score(WindowRequest request, @Nullable WindowPca model) {
        BaselineScorer.Scored baseline = BaselineScorer.score(request);
        double score = model == null ? baseline.score() : model.score(request.window());
        double threshold = model == null ? baseline.threshold() : model.threshold;
        return new AnomalyScore(
                request.sensorId(),
                request.windowStart(),
                request.windowEnd(),
                score,
                threshold,
                score > threshold,
                baseline.contributions(),
                new ModelRef("sensor-anomaly", model == null ? ModelRef.BASELINE : "v1"),
                new SourceRef("sensor-readings", 0, request.windowEnd()),
                new FeatureSnapshot(request.windowEnd(), request.signals(), null),
                Timings.NONE,
                null);
    }

    /** Scores until {@code share} of each series come from the baseline, later ones from {@code model} where there is one. */
    static AlertEvaluation evaluate(List<Series> all, @Nullable WindowPca model, double share, long slackMillis) {
        Map<String, List<AlertEvaluation.Interval>> alerts = new LinkedHashMap<>();
        Map<String, List<AlertEvaluation.Interval>> truth = new LinkedHashMap<>();
        long readings = 0;
        double days = 0;
        for (Series series : all) {
            List<AnomalyAlert> steps = new ArrayList<>();
            var lifeCycle = new AlertLifeCycle(AlertConfig.defaults());
            AlertState state = null;
            for (WindowRequest request : windows(series)) {
                boolean trained = request.windowEnd() > series.trainUntil(share);
                AlertLifeCycle.Step step = lifeCycle.onScore(state, score(request, trained ? model : null));
                state = step.state();
                steps.addAll(step.alerts());
            }
            long first = series.readings().get(0).timestamp();
            long last = series.readings().get(series.readings().size() - 1).timestamp();
            alerts.put(series.sensorId(), intervals(steps, last));
            truth.put(series.sensorId(), series.truth());
            readings += series.readings().size();
            days += (last - first) / DAY;
        }
        return AlertEvaluation.of(alerts, truth, slackMillis, readings, days);
    }

    private static List<AlertEvaluation.Interval> intervals(List<AnomalyAlert> steps, long last) {
        Map<String, AlertEvaluation.Interval> byId = new LinkedHashMap<>();
        for (AnomalyAlert step : steps) {
            Long ended = step.endedAt();
            byId.put(step.alertId(), new AlertEvaluation.Interval(step.startedAt(), ended == null ? last : ended));
        }
        return List.copyOf(byId.values());
    }
}
