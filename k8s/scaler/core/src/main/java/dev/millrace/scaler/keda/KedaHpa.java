package dev.millrace.scaler.keda;

import java.util.List;
import java.util.Locale;

/**
 * {@link Activation} and {@link Hpa} beside each other, as in a cluster: KEDA polls every {@code pollingInterval} and goes from and to
 * zero, the HPA syncs on a clock of its own and does the rest. The two clocks of a cluster know nothing of each other; here they lie
 * half a sync period apart, so that the wait from KEDA's first replica to the HPA's look at it is the mean one. What KEDA changed the
 * HPA sees at the step after.
 */
public final class KedaHpa implements Keda {
    private final ScaledObject spec;
    private final Activation activation;
    private final Fallbacks fallbacks;
    private final Hpa hpa;
    private final Every sync;

    /** {@code syncSeconds}: {@code --horizontal-pod-autoscaler-sync-period} of the cluster, 15 unless set. */
    public KedaHpa(ScaledObject spec, double syncSeconds) {
        if (!(syncSeconds > 0)) {
            throw new IllegalArgumentException("syncSeconds: " + syncSeconds + " is not above 0");
        }
        this.spec = spec;
        this.activation = new Activation(spec);
        this.fallbacks = new Fallbacks(spec);
        this.hpa = new Hpa(spec);
        this.sync = new Every(syncSeconds, syncSeconds / 2);
    }

    @Override
    public Scaling step(double seconds, int current, List<TriggerReading> readings) {
        if (readings.size() != spec.triggers().size()) {
            throw new IllegalArgumentException(
                    "readings: " + readings.size() + " for " + spec.triggers().size() + " triggers");
        }
        boolean due = sync.due(seconds);
        Scaling activated = activation.step(seconds, current, readings);
        if (activated != null && activated.replicas() != current) {
            return activated;
        }
        if (current == 0) {
            return new Scaling(0, "no trigger is active");
        }
        if (due) {
            return hpa.sync(seconds, current, fallbacks.apply(current, readings));
        }
        return new Scaling(current, String.format(Locale.ROOT, "the next sync is in %.0f s", sync.wait(seconds)));
    }
}
