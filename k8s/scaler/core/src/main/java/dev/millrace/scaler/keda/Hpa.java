package dev.millrace.scaler.keda;

import dev.millrace.scaler.keda.Keda.Scaling;
import dev.millrace.scaler.keda.ScaledObject.MetricType;
import dev.millrace.scaler.keda.ScaledObject.Rules;
import java.util.List;
import java.util.Locale;

/**
 * The HorizontalPodAutoscaler that KEDA makes, from one replica on: the documented algorithm
 * (kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale) in the arithmetic of
 * {@code pkg/controller/podautoscaler} of Kubernetes 1.33 and later:
 *
 * <pre>
 * AverageValue: ratio = value / (target x current), desired = ceil(value / target)
 * Value:        ratio = value / target,             desired = ceil(current x ratio)
 * no change while 1 - scaleDown.tolerance <= ratio <= 1 + scaleUp.tolerance
 * </pre>
 *
 * then the largest of the triggers, the stabilisation windows, the policies, minimum and maximum. Where a trigger failed nothing is
 * taken away; where all failed nothing changes. All replicas count as ready. One thread at a time.
 */
public final class Hpa {
    private final ScaledObject spec;
    private final int min;
    private final Recommendations recommendations;
    private final RateLimits limits = new RateLimits();

    public Hpa(ScaledObject spec) {
        this.spec = spec;
        this.min = Math.max(spec.min(), 1); // KEDA gives the HPA 1 where minReplicaCount is 0
        this.recommendations = new Recommendations(spec.behavior());
    }

    /**
     * One sync.
     *
     * @param current replicas, above 0: at 0 an HPA is switched off
     * @param readings one of each trigger, in the order of {@link ScaledObject#triggers}
     */
    public Scaling sync(double seconds, int current, List<TriggerReading> readings) {
        if (current < 1) {
            throw new IllegalArgumentException("current: " + current + ", an HPA is switched off at 0");
        }
        Scaling scaling = decide(seconds, current, readings);
        if (scaling.replicas() != current) {
            limits.changed(seconds, current, scaling.replicas());
        }
        return scaling;
    }

    private Scaling decide(double seconds, int current, List<TriggerReading> readings) {
        if (current > spec.max()) {
            return new Scaling(spec.max(), "maxReplicaCount");
        }
        if (current < min) {
            return new Scaling(min, "minReplicaCount");
        }
        int desired = Integer.MIN_VALUE; // a topic that was made anew has a negative lag
        String reason = "";
        String failure = "";
        for (int i = 0; i < readings.size(); i++) {
            TriggerReading reading = readings.get(i);
            if (reading.failure() != null) {
                failure = spec.triggers().get(i).name() + " failed (" + reading.failure() + ")";
                continue;
            }
            int proposed = desired(spec.triggers().get(i).metricType(), reading, current);
            if (proposed > desired) {
                desired = proposed;
                reason = String.format(
                        Locale.ROOT,
                        "%s is at %.4g of %.4g each, which wants %d",
                        spec.triggers().get(i).name(),
                        reading.value(),
                        reading.target(),
                        proposed);
            }
        }
        if (!failure.isEmpty() && desired < current) {
            return new Scaling(current, failure + ": nothing is taken away");
        }
        return limited(seconds, current, desired, reason);
    }

    /** Replicas that one trigger asks for. Amounts are thousandths, as in a Kubernetes quantity. */
    int desired(MetricType type, TriggerReading reading, int current) {
        double value = thousandths(reading.value());
        double target = thousandths(reading.target());
        if (target <= 0) {
            throw new IllegalArgumentException("target: " + reading.target() + " is less than 0.001");
        }
        double ratio = type == MetricType.VALUE ? value / target : value / (target * current);
        if (1 - spec.behavior().down().tolerance() <= ratio
                && ratio <= 1 + spec.behavior().up().tolerance()) {
            return current;
        }
        double wanted = Math.ceil(type == MetricType.VALUE ? current * ratio : value / target);
        return (int) Math.min(wanted, Integer.MAX_VALUE);
    }

    private Scaling limited(double seconds, int current, int desired, String reason) {
        int stable = recommendations.stabilize(seconds, current, desired);
        String because = stable == desired ? reason : reason + "; its stabilisation window allows " + stable;
        if (stable > current) {
            Rules up = spec.behavior().up();
            int most = Math.min(spec.max(), limits.highest(seconds, current, up));
            return stable <= most
                    ? new Scaling(stable, because)
                    : new Scaling(
                            most,
                            because + (most == spec.max() ? "; maxReplicaCount is " : "; its policies allow ") + most);
        }
        if (stable < current) {
            Rules down = spec.behavior().down();
            int least = Math.max(min, limits.lowest(seconds, current, down));
            return stable >= least
                    ? new Scaling(stable, because)
                    : new Scaling(
                            least, because + (least == min ? "; the minimum is " : "; its policies allow ") + least);
        }
        return new Scaling(stable, because);
    }

    private static double thousandths(double amount) {
        return (double) (long) (amount * 1000);
    }
}
