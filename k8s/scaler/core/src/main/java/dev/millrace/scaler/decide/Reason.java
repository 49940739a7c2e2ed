package dev.millrace.scaler.decide;

import dev.millrace.scaler.decide.DelayTarget.Sharing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sentence beside a decision: which rule decided, with its figures. */
final class Reason {
    private final Observation seen;
    private final DelayTarget target;
    private final Needs needs;
    private final double perSecond;

    Reason(Observation seen, DelayTarget target, Needs needs, double perSecond) {
        this.seen = seen;
        this.target = target;
        this.needs = needs;
        this.perSecond = perSecond;
    }

    /**
     * @param replicas decided
     * @param limit most that can help
     * @param heldSeconds for how long more than is needed stay at least; 0 where no more than needed are there
     */
    String sentence(int replicas, int limit, double heldSeconds) {
        List<String> parts = new ArrayList<>();
        parts.add(rule(replicas, limit, heldSeconds));
        if (perSecond > 0) {
            parts.add(text(
                    "%s records/s are the full work of %.1f workers of %s/s, steady need %,d",
                    figure(perSecond),
                    needs.steady().load(),
                    figure(seen.capacity().recordsPerSecond()),
                    needs.steady().workers()));
        }
        if (seen.loads().totalBacklog() > 0) {
            parts.add(text(
                    "%,d waiting want %s within %s s",
                    seen.loads().totalBacklog(),
                    needs.catchUp() > 0 ? text("%,d", needs.catchUp()) : "none besides those that run or start",
                    figure(target.sloSeconds())));
        }
        if (needs.steady().load() > limit) {
            parts.add(text("more comes in than %,d workers can do", limit));
        }
        if (needs.steady().hot() >= 0) {
            parts.add(text(
                    "hot partition %d brings more than one worker does, more workers do not help it",
                    needs.steady().hot()));
        }
        return text("%,d of %,d: %s", replicas, limit, String.join("; ", parts));
    }

    private String all(int replicas) {
        boolean each = target.sharing() == Sharing.ONE_WORKER
                && replicas == seen.loads().partitions();
        return each ? ", every partition has its worker" : "";
    }

    private String rule(int replicas, int limit, double heldSeconds) {
        if (needs.up() > limit) {
            return limit < target.maxReplicas()
                    ? text("partitions, %,d would be wanted and %,d can be fed", needs.up(), limit)
                    : text("maxReplicas, %,d would be wanted", needs.up());
        }
        if (replicas > Math.max(needs.up(), target.minReplicas())) {
            if (replicas <= Math.max(needs.relaxed(), needs.least())) {
                return text("steady within the dead band, %,d would just do", needs.up());
            }
            return text("holding for %.0f s, %,d would do", Math.ceil(heldSeconds), needs.up());
        }
        if (replicas > needs.up()) {
            return "minReplicas";
        }
        if (needs.catchUp() > needs.steady().workers()) {
            return "catch-up" + all(replicas);
        }
        if (needs.steady().workers() > 0) {
            return "steady" + all(replicas);
        }
        return needs.least() > 0 ? text("at work, %,d busy", seen.fleet().busy()) : "idle";
    }

    private static String figure(double value) {
        return value >= 10 || value == Math.rint(value) ? text("%,.0f", value) : text("%.2f", value);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
