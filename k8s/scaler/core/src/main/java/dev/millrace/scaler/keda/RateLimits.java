package dev.millrace.scaler.keda;

import dev.millrace.scaler.keda.ScaledObject.Policy;
import dev.millrace.scaler.keda.ScaledObject.Policy.Kind;
import dev.millrace.scaler.keda.ScaledObject.Rules;
import dev.millrace.scaler.keda.ScaledObject.Select;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The HPA's scaling policies: so many pods or percent per period, counted from what there was when the period began. Percent going
 * up are rounded up, percent going down leave a count that is rounded down. One thread at a time.
 */
final class RateLimits {
    /** Kubernetes allows no longer {@code periodSeconds}. */
    static final int LONGEST_PERIOD = 1800;

    /** Replicas added, or taken away where negative. */
    private record Change(double seconds, int replicas) {}

    private final Deque<Change> changes = new ArrayDeque<>();

    void changed(double seconds, int from, int to) {
        while (!changes.isEmpty() && changes.getFirst().seconds() < seconds - LONGEST_PERIOD) {
            changes.removeFirst();
        }
        changes.addLast(new Change(seconds, to - from));
    }

    /** Most replicas that the policies allow, {@code current} or more. */
    int highest(double seconds, int current, Rules rules) {
        if (rules.select() == Select.DISABLED) {
            return current;
        }
        boolean least = rules.select() == Select.MIN;
        int result = least ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        for (Policy policy : rules.policies()) {
            int start = atStart(seconds, current, policy);
            int proposed = policy.kind() == Kind.PODS
                    ? (int) Math.min((long) start + policy.value(), Integer.MAX_VALUE)
                    : (int) Math.ceil(start * (1 + policy.value() / 100.0));
            result = least ? Math.min(result, proposed) : Math.max(result, proposed);
        }
        return Math.max(result, current);
    }

    /** Fewest replicas that the policies allow, {@code current} or fewer. */
    int lowest(double seconds, int current, Rules rules) {
        if (rules.select() == Select.DISABLED) {
            return current;
        }
        boolean least = rules.select() == Select.MIN;
        int result = least ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        for (Policy policy : rules.policies()) {
            int start = atStart(seconds, current, policy);
            int proposed =
                    policy.kind() == Kind.PODS ? start - policy.value() : (int) (start * (1 - policy.value() / 100.0));
            result = least ? Math.max(result, proposed) : Math.min(result, proposed);
        }
        return Math.min(result, current);
    }

    private int atStart(double seconds, int current, Policy policy) {
        int start = current;
        for (Change change : changes) {
            start -= change.seconds() > seconds - policy.periodSeconds() ? change.replicas() : 0;
        }
        return start;
    }
}
