package dev.millrace.local.cli;

import dev.millrace.load.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a command changes of a scenario. */
final class LoadAdjustments {
    @Option(names = "--variant", paramLabel = "NAME", description = "Run only this variant. May be repeated.")
    List<String> chosen = List.of();

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Run the traffic N times instead of what the scenario says.")
    @Nullable
    Integer repeat;

    @Option(names = "--rate-factor", paramLabel = "X", description = "Send X times the scenario's rates (default: 1).")
    double rateFactor = 1;

    @Option(names = "--seconds", paramLabel = "N", description = "Measure N seconds instead of what the scenario says.")
    @Nullable
    Integer seconds;

    Map<String, Scenario> apply(CommandSpec spec, Map<String, Scenario> variants) {
        for (String name : chosen) {
            if (!variants.containsKey(name)) {
                throw new ParameterException(
                        spec.commandLine(), "--variant '" + name + "' is none of " + variants.keySet());
            }
        }
        try {
            var adjusted = new LinkedHashMap<String, Scenario>();
            variants.forEach((name, scenario) -> {
                if (chosen.isEmpty() || chosen.contains(name)) {
                    adjusted.put(name, adjusted(scenario));
                }
            });
            return adjusted;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Scenario adjusted(Scenario scenario) {
        Scenario timed = scenario.times(rateFactor);
        timed = repeat == null ? timed : timed.withRepeat(repeat);
        return seconds == null ? timed : timed.withDuration(java.time.Duration.ofSeconds(seconds));
    }
}
