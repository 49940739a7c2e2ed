package dev.millrace.scaler.simulate.result;

import java.util.List;
import java.util.Optional;

/**
 * One scenario, all its contenders.
 *
 * @param setup in words, for a reader
 * @param currency of the bills
 */
public record SimulationResult(
        String scenario,
        String description,
        List<String> setup,
        double sloSeconds,
        String currency,
        List<Outcome> outcomes) {

    public Optional<Outcome> outcome(String contender) {
        return outcomes.stream()
                .filter(outcome -> outcome.contender().equals(contender))
                .findFirst();
    }
}
