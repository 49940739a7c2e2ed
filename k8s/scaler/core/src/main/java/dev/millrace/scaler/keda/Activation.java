package dev.millrace.scaler.keda;

import dev.millrace.scaler.keda.Keda.Scaling;
import dev.millrace.scaler.keda.ScaledObject.Fallback;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * KEDA's own part, from and to zero, after {@code RequestScale} in {@code pkg/scaling/executor/scale_scaledobjects.go} of KEDA 2.20:
 *
 * <ul>
 *   <li>any trigger active and nothing running: {@code max(minReplicaCount, 1)} replicas, at the next poll, or <em>at once</em> where
 *       an {@code external-push} trigger turned active;
 *   <li>no trigger active and none failed: down to {@code idleReplicaCount} or 0 once {@code cooldownPeriod} has passed since the
 *       last active poll; before the first active one {@code initialCooldownPeriod} counts, from the object's birth;
 *   <li>a failed trigger and none active: nothing is taken away, except with {@code fallback.replicas: 0}. At zero it stays at zero.
 * </ul>
 *
 * <p>One thread at a time.
 */
public final class Activation {
    private static final String PUSH = "external-push";

    private final ScaledObject spec;
    private final Every polling;
    private double born = Double.NaN;
    private double lastActive = Double.NaN;

    /** The object is born at the first step. */
    public Activation(ScaledObject spec) {
        this.spec = spec;
        this.polling = new Every(spec.pollingSeconds(), 0);
    }

    /** Replicas that KEDA sets at this moment; null where it leaves the deployment alone. */
    public @Nullable Scaling step(double seconds, int current, List<TriggerReading> readings) {
        if (Double.isNaN(born)) {
            born = seconds;
        }
        String pushed = pushed(current, readings);
        if (polling.due(seconds) || pushed != null) {
            return poll(seconds, current, readings, pushed);
        }
        return null;
    }

    private @Nullable String pushed(int current, List<TriggerReading> readings) {
        for (int i = 0; i < readings.size(); i++) {
            if (starts(current)
                    && readings.get(i).active()
                    && spec.triggers().get(i).type().equals(PUSH)) {
                return spec.triggers().get(i).name();
            }
        }
        return null;
    }

    private @Nullable Scaling poll(
            double seconds, int current, List<TriggerReading> readings, @Nullable String pushed) {
        boolean failed = readings.stream().anyMatch(reading -> reading.failure() != null);
        if (readings.stream().anyMatch(TriggerReading::active)) {
            if (starts(current)) {
                lastActive = seconds;
                return new Scaling(
                        Math.max(spec.min(), 1),
                        (pushed == null ? "a poll found a trigger active" : pushed + " pushed that it is active")
                                + ", and " + current + " replicas were running");
            }
            // KEDA leaves the time of the last activity as it was where another trigger fails.
            lastActive = failed ? lastActive : seconds;
            return null;
        }
        Fallback fallback = spec.fallback();
        if (failed && (fallback == null || fallback.replicas() != 0)) {
            return null;
        }
        return inactive(seconds, current);
    }

    private @Nullable Scaling inactive(double seconds, int current) {
        Integer idle = spec.idleReplicas();
        if (idle != null ? current > idle : current > 0 && spec.min() == 0) {
            double since = Double.isNaN(lastActive) ? born : lastActive;
            int cooldown = Double.isNaN(lastActive) ? spec.initialCooldownSeconds() : spec.cooldownSeconds();
            return seconds - since <= cooldown
                    ? null
                    : new Scaling(
                            idle == null ? 0 : idle,
                            String.format(Locale.ROOT, "no trigger was active for %.0f s", seconds - since));
        }
        return idle == null && current < spec.min() ? new Scaling(spec.min(), "minReplicaCount") : null;
    }

    private boolean starts(int current) {
        return current == 0 || (spec.idleReplicas() != null && current < spec.min());
    }
}
