package dev.millrace.scaler.keda;

import dev.millrace.scaler.keda.ScaledObject.Fallback;
import dev.millrace.scaler.keda.ScaledObject.MetricType;
import java.util.ArrayList;
import java.util.List;

/**
 * KEDA's fallback, after {@code pkg/fallback/fallback.go} of KEDA 2.20: a trigger that failed <em>more than</em>
 * {@code failureThreshold} times in a row is replaced by a metric that makes the HPA want the fallback's replicas. Failures are
 * counted when the HPA asks, not at polls. One thread at a time.
 */
final class Fallbacks {
    private final ScaledObject spec;
    private final int[] failures;

    Fallbacks(ScaledObject spec) {
        this.spec = spec;
        this.failures = new int[spec.triggers().size()];
    }

    List<TriggerReading> apply(int current, List<TriggerReading> readings) {
        Fallback fallback = spec.fallback();
        var seen = new ArrayList<TriggerReading>(readings);
        for (int i = 0; i < failures.length; i++) {
            failures[i] = readings.get(i).failure() == null ? 0 : failures[i] + 1;
            if (fallback != null && failures[i] > fallback.failureThreshold()) {
                double replicas = replicas(fallback, current);
                boolean value = spec.triggers().get(i).metricType() == MetricType.VALUE;
                seen.set(i, TriggerReading.of(false, value ? replicas / current : replicas, 1));
            }
        }
        return seen;
    }

    private static int replicas(Fallback fallback, int current) {
        return switch (fallback.behavior()) {
            case STATIC -> fallback.replicas();
            case CURRENT_REPLICAS -> current;
            case CURRENT_REPLICAS_IF_HIGHER -> Math.max(current, fallback.replicas());
            case CURRENT_REPLICAS_IF_LOWER -> Math.min(current, fallback.replicas());
        };
    }
}
