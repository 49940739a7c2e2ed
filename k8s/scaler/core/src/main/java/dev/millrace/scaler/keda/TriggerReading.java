package dev.millrace.scaler.keda;

import org.jspecify.annotations.Nullable;

/**
 * What one trigger says at one moment.
 *
 * @param active whether there is anything to do
 * @param value the metric
 * @param target what one replica takes of it ({@code AverageValue}), or what it should be ({@code Value})
 * @param failure why there is no reading; null where there is one
 */
public record TriggerReading(boolean active, double value, double target, @Nullable String failure) {
    public static TriggerReading of(boolean active, double value, double target) {
        return new TriggerReading(active, value, target, null);
    }

    public static TriggerReading failed(String why) {
        return new TriggerReading(false, 0, 1, why);
    }
}
