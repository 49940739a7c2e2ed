package dev.millrace.scaler.keda;

import dev.millrace.scaler.keda.ScaledObject.Behavior;
import dev.millrace.scaler.keda.ScaledObject.Policy;
import dev.millrace.scaler.keda.ScaledObject.Policy.Kind;
import dev.millrace.scaler.keda.ScaledObject.Rules;
import dev.millrace.scaler.keda.ScaledObject.Select;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code behavior} of an HPA with the limits and defaults of {@code autoscaling/v2}. */
final class BehaviorYaml {
    static final Set<String> KEYS = Set.of("scaleUp", "scaleDown");

    private static final Set<String> RULES =
            Set.of("stabilizationWindowSeconds", "selectPolicy", "policies", "tolerance");
    private static final Set<String> POLICY = Set.of("type", "value", "periodSeconds");
    private static final double TOLERANCE = .1;
    private static final Policy DOUBLE = new Policy(Kind.PERCENT, 100, 15);

    /**
     * What counts where a file says nothing, as documented. A cluster differs in one thing: without any {@code behavior} its HPA goes
     * an older way, up to the larger of 4 and twice the count per sync, which is less than this from 1, 2 and 3 replicas.
     */
    static final Behavior DEFAULT = new Behavior(
            new Rules(0, Select.MAX, List.of(new Policy(Kind.PODS, 4, 15), DOUBLE), TOLERANCE),
            new Rules(300, Select.MAX, List.of(DOUBLE), TOLERANCE));

    private BehaviorYaml() {}

    static Behavior read(@Nullable YamlMap behavior) {
        return behavior == null
                ? DEFAULT
                : new Behavior(
                        rules(behavior.map("scaleUp", RULES), DEFAULT.up()),
                        rules(behavior.map("scaleDown", RULES), DEFAULT.down()));
    }

    private static Rules rules(@Nullable YamlMap rules, Rules fallback) {
        if (rules == null) {
            return fallback;
        }
        List<Policy> policies = rules.list("policies", POLICY).stream()
                .map(BehaviorYaml::policy)
                .toList();
        if (rules.has("policies") && policies.isEmpty()) {
            throw rules.wrong("policies", "empty; give one or leave the key out");
        }
        return new Rules(
                rules.whole("stabilizationWindowSeconds", fallback.stabilizationSeconds(), 0, 3600),
                rules.oneOf(
                        "selectPolicy",
                        Map.of("Max", Select.MAX, "Min", Select.MIN, "Disabled", Select.DISABLED),
                        fallback.select()),
                policies.isEmpty() ? fallback.policies() : policies,
                rules.share("tolerance", fallback.tolerance()));
    }

    private static Policy policy(YamlMap policy) {
        policy.required("type");
        for (String key : List.of("value", "periodSeconds")) {
            if (!policy.has(key)) {
                throw policy.wrong(key, "missing");
            }
        }
        return new Policy(
                policy.oneOf("type", Map.of("Pods", Kind.PODS, "Percent", Kind.PERCENT), Kind.PODS),
                policy.whole("value", 0, 1, Integer.MAX_VALUE),
                policy.whole("periodSeconds", 0, 1, RateLimits.LONGEST_PERIOD));
    }
}
