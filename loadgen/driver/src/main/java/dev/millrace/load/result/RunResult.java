package dev.millrace.load.result;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a scenario found, over all its repetitions.
 *
 * @param scenario its name
 * @param description what it asks, for a reader of the report
 * @param command that repeats it
 * @param setup what was chosen, in words: rate, keys, wire form, guarantee, workers, cores, prices
 * @param sideBySide published figures with ours beside them
 * @param notes what a reader should know: what could not be measured, what was assumed
 */
public record RunResult(
        String scenario,
        String description,
        String command,
        Environment environment,
        Map<String, String> setup,
        List<Metric> metrics,
        List<Distribution> distributions,
        List<Series> series,
        List<Mark> marks,
        List<Check> checks,
        List<SideBySide> sideBySide,
        List<String> notes) {

    /** One that has figures and nothing else. */
    public static RunResult ofMetrics(
            String scenario,
            String description,
            String command,
            Environment environment,
            Map<String, String> setup,
            List<Metric> metrics) {
        return new RunResult(
                scenario,
                description,
                command,
                environment,
                setup,
                metrics,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    public boolean passed() {
        return checks.stream().allMatch(Check::passed);
    }

    public Optional<Metric> metric(String name) {
        return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }
}
