package dev.millrace.scaler.keda;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code keda.sh/v1alpha1} ScaledObject: what KEDA reads in a cluster, the local runner on one machine and the simulator.
 *
 * @param name {@code metadata.name}
 * @param target {@code spec.scaleTargetRef.name}, the deployment of the workers
 * @param pollingSeconds {@code pollingInterval}: how often KEDA asks, for going from and to zero (30)
 * @param cooldownSeconds {@code cooldownPeriod}: from the last active reading to zero (300)
 * @param initialCooldownSeconds {@code spec.initialCooldownPeriod}: no going to zero so long after the object was made (0)
 * @param idleReplicas {@code idleReplicaCount}: replicas while inactive, below {@code min}; null where not given
 * @param min {@code minReplicaCount} (0)
 * @param max {@code maxReplicaCount} (100)
 * @param fallback what to do when a trigger fails; null where not given
 * @param behavior {@code advanced.horizontalPodAutoscalerConfig.behavior}, defaults filled in
 * @param triggers in the order of the file, at least one
 */
public record ScaledObject(
        String name,
        String target,
        int pollingSeconds,
        int cooldownSeconds,
        int initialCooldownSeconds,
        @Nullable Integer idleReplicas,
        int min,
        int max,
        @Nullable Fallback fallback,
        Behavior behavior,
        List<Trigger> triggers) {

    /** After so many failures of a trigger in a row, so many replicas. */
    public record Fallback(int failureThreshold, int replicas, FallbackBehavior behavior) {
        public Fallback(int failureThreshold, int replicas) {
            this(failureThreshold, replicas, FallbackBehavior.STATIC);
        }
    }

    /** {@code fallback.behavior}: how many replicas {@link Fallback} stands for, given those that there are. */
    public enum FallbackBehavior {
        STATIC,
        CURRENT_REPLICAS,
        CURRENT_REPLICAS_IF_HIGHER,
        CURRENT_REPLICAS_IF_LOWER
    }

    /** One entry of {@code triggers}; {@code metadata} is not yet understood. */
    public record Trigger(String type, String name, MetricType metricType, Map<String, String> metadata) {}

    /** How the HPA reads a metric: divided by the replicas, or as it is. */
    public enum MetricType {
        AVERAGE_VALUE,
        VALUE
    }

    public record Behavior(Rules up, Rules down) {}

    /**
     * Rules for one direction.
     *
     * @param stabilizationSeconds window whose smallest (up) or largest (down) recommendation counts
     * @param select which policy wins where several allow different changes
     * @param policies limits of the change per period
     * @param tolerance no change while the ratio of metric to target is this close to 1
     */
    public record Rules(int stabilizationSeconds, Select select, List<Policy> policies, double tolerance) {}

    public enum Select {
        MAX,
        MIN,
        DISABLED
    }

    /** At most so many pods, or so many percent of the pods, in a period. */
    public record Policy(Kind kind, int value, int periodSeconds) {
        public enum Kind {
            PODS,
            PERCENT
        }
    }
}
