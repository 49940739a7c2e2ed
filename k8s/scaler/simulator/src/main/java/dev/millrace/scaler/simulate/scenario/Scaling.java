package dev.millrace.scaler.simulate.scenario;

import dev.millrace.load.arrival.Checks;
import dev.millrace.scaler.keda.DelayTriggerSettings.Prediction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is compared.
 *
 * @param min fewest workers of those that scale
 * @param max most workers of those that scale
 * @param fixed numbers of workers that never change, one contender each
 * @param lagThresholds of the stock kafka trigger, one contender each; where the file gives none: KEDA's default of 10, and what a
 *     worker answers within the SLO
 * @param scaledObject file for the scaler by delay, from the scenario's folder; null for the usual one with {@code min} and {@code max}
 * @param predict what the scaler by delay learns of the arrivals, as one more contender beside that without; null for none
 * @param hpaSync period of the HPA, 15 s in a cluster
 */
public record Scaling(
        int min,
        int max,
        List<Integer> fixed,
        List<Integer> lagThresholds,
        @Nullable String scaledObject,
        @Nullable Prediction predict,
        Duration hpaSync) {
    private static final Duration CLUSTER = Duration.ofSeconds(15);
    private static final int MOST = 100_000;

    public Scaling(
            int min,
            int max,
            @Nullable List<Integer> fixed,
            @Nullable List<Integer> lagThresholds,
            @Nullable String scaledObject,
            @Nullable Prediction predict,
            @Nullable Duration hpaSync) {
        Checks.within("scaling.max", max, 1, MOST);
        Checks.within("scaling.min", min, 0, max);
        this.min = min;
        this.max = max;
        this.fixed = fixed == null ? List.of() : List.copyOf(fixed);
        this.lagThresholds = lagThresholds == null ? List.of() : List.copyOf(lagThresholds);
        this.scaledObject = scaledObject;
        this.predict = predict == Prediction.OFF ? null : predict;
        this.hpaSync = hpaSync == null ? CLUSTER : hpaSync;
        this.fixed.forEach(workers -> Checks.within("scaling.fixed", workers, 1, MOST));
        this.lagThresholds.forEach(lag -> Checks.within("scaling.lag-thresholds", lag, 1, Integer.MAX_VALUE));
        Checks.within("scaling.hpa-sync", hpaSyncSeconds(), .001, 1e5);
    }

    Scaling in(Path folder) {
        String file = scaledObject == null ? null : folder.resolve(scaledObject).toString();
        return new Scaling(min, max, fixed, lagThresholds, file, predict, hpaSync);
    }

    public double hpaSyncSeconds() {
        return hpaSync.toNanos() / 1e9;
    }
}
