package dev.millrace.inference.worker.drift;

import dev.millrace.inference.worker.metrics.Drift;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The signals of one version of a model; the first ones that it tells, so that they are few. One thread. */
final class VersionDrift {
    static final int MAX_SIGNALS = 17;

    private final Map<String, SignalDrift> signals = new LinkedHashMap<>();
    private final int reference;

    VersionDrift(int reference) {
        this.reference = reference;
    }

    void add(String signal, double value) {
        SignalDrift found = signals.get(signal);
        if (found == null && signals.size() < MAX_SIGNALS) {
            found = new SignalDrift(reference);
            signals.put(signal, found);
        }
        if (found != null) {
            found.add(value);
        }
    }

    List<Drift> known(String version) {
        List<Drift> known = new ArrayList<>();
        signals.forEach(
                (signal, drift) -> drift.index().ifPresent(index -> known.add(new Drift(version, signal, index))));
        return known;
    }
}
