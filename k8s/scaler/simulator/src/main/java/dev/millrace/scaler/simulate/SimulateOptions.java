package dev.millrace.scaler.simulate;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to simulate.
 *
 * @param scenarios files, at least one
 * @param prices file
 * @param scaledObject for the scaler by delay instead of the scenarios' own; null for these
 * @param seed of the arrivals instead of the scenarios' own; null for these
 * @param report folder for a page and a JSON file each; null for none
 */
public record SimulateOptions(
        List<Path> scenarios, Path prices, @Nullable Path scaledObject, @Nullable Long seed, @Nullable Path report) {
    public SimulateOptions {
        scenarios = List.copyOf(scenarios);
        if (scenarios.isEmpty()) {
            throw new IllegalArgumentException("scenarios: at least one file is required");
        }
    }
}
