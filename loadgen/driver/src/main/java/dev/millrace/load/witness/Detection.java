package dev.millrace.load.witness;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well the alerts meet the truth.
 *
 * @param spans truth spans judged
 * @param detected truth spans with at least one alert
 * @param recall detected / spans; null without spans
 * @param falseAlarms alerts outside every truth span
 * @param falseAlarmsPerSensorDay null where no sensor time was judged
 * @param delaySeconds mean event time from the start of a detected span to its first alert; null where none was detected
 * @param recallByKind recall by kind of fault
 */
public record Detection(
        long spans,
        long detected,
        @Nullable Double recall,
        long falseAlarms,
        @Nullable Double falseAlarmsPerSensorDay,
        @Nullable Double delaySeconds,
        Map<String, Double> recallByKind) {}
