package dev.millrace.inference.registry;

import dev.millrace.contracts.ModelEntry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher says about a new version.
 *
 * @param name model name, such as {@code sensor-anomaly}
 * @param stage {@code LIVE}: workers swap to it at once
 * @param metrics what training measured, finite
 */
public record Publication(
        String name, ModelEntry.Stage stage, @Nullable String description, Map<String, Double> metrics) {
    public Publication {
        ModelNames.require(name);
        metrics = Map.copyOf(metrics);
        metrics.forEach((metric, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("metrics." + metric + ": " + value + " is not finite");
            }
        });
    }

    public static Publication live(String name) {
        return new Publication(name, ModelEntry.Stage.LIVE, null, Map.of());
    }
}
