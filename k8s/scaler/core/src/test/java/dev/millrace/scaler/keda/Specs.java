package dev.millrace.scaler.keda;

import dev.millrace.scaler.keda.ScaledObject.Behavior;
import dev.millrace.scaler.keda.ScaledObject.Fallback;
import dev.millrace.scaler.keda.ScaledObject.FallbackBehavior;
import dev.millrace.scaler.keda.ScaledObject.MetricType;
import dev.millrace.scaler.keda.ScaledObject.Policy;
import dev.millrace.scaler.keda.ScaledObject.Rules;
import dev.millrace.scaler.keda.ScaledObject.Select;
import dev.millrace.scaler.keda.ScaledObject.Trigger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** ScaledObjects for tests of the state machines: polling 30 s, cool-down 300 s, no trigger metadata. */
final class Specs {
    static final Rules ANY_UP = rules(0, 0, new Policy(Policy.Kind.PODS, 1000, 15));
    static final Rules ANY_DOWN = rules(0, 0, new Policy(Policy.Kind.PERCENT, 100, 15));
    static final Behavior ANY = new Behavior(ANY_UP, ANY_DOWN);

    private Specs() {}

    static Rules rules(int window, double tolerance, Policy... policies) {
        return new Rules(window, Select.MAX, List.of(policies), tolerance);
    }

    static ScaledObject kafka(int min, int max, Behavior behavior) {
        return spec(min, max, behavior, "kafka");
    }

    static ScaledObject spec(int min, int max, Behavior behavior, String... types) {
        return new ScaledObject("test", "worker", 30, 300, 0, null, min, max, null, behavior, triggers(types));
    }

    static ScaledObject withFallback(int threshold, int replicas, FallbackBehavior behavior, String... types) {
        return new ScaledObject(
                "test",
                "worker",
                30,
                300,
                0,
                null,
                0,
                100,
                new Fallback(threshold, replicas, behavior),
                ANY,
                triggers(types));
    }

    static List<Trigger> triggers(String... types) {
        return Stream.of(types)
                .map(type -> new Trigger(type, type, MetricType.AVERAGE_VALUE, Map.of()))
                .toList();
    }

    /** What the kafka trigger says of a lag that is not capped. */
    static TriggerReading lag(double total, double threshold) {
        return TriggerReading.of(total > 0, total, threshold);
    }
}
