package dev.millrace.local.demo.summary;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well the alerts meet the truth windows; the truth's figures are null where no truth is known.
 *
 * @param events truth windows judged
 * @param detected truth windows with at least one alert
 * @param eventRecall detected / events
 * @param falseAlarms alerts outside every truth window
 * @param delaySeconds mean event time from the start of a detected window to its first alert
 * @param alertsOutsidePerThousand false alarms per 1,000 readings
 * @param alerts alerts, each counted once
 * @param part which part of the data was judged, in words
 * @param recallByKind event recall by kind of fault, where the kinds are known
 */
public record DetectionSummary(
        long events,
        long detected,
        @Nullable Double eventRecall,
        @Nullable Long falseAlarms,
        @Nullable Double falseAlarmsPerSensorDay,
        @Nullable Double delaySeconds,
        @Nullable Double alertsOutsidePerThousand,
        long alerts,
        double sensorDays,
        String part,
        Map<String, Double> recallByKind) {}
