package dev.millrace.scaler.decide;

import dev.millrace.scaler.decide.Decision.Kind;
import dev.millrace.scaler.decide.DelayTarget.Sharing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The reason of a decision: which rule decided, and a sentence with its figures. */
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

    /** Which rule decided, and how it says so. */
    private record Rule(Kind kind, String words) {}

    /**
     * The decision with its reason.
     *
     * @param replicas decided
     * @param limit most that can help
     * @param heldSeconds for how long more than is needed stay at least; 0 where no more than needed are there
     */
    Decision of(int replicas, boolean active, int limit, double heldSeconds) {
        Rule rule = rule(replicas, limit, heldSeconds);
        return new Decision(replicas, active, rule.kind, sentence(replicas, limit, rule.words));
    }

    private String sentence(int replicas, int limit, String rule) {
        List<String> parts = new ArrayList<>();
        parts.add(rule);
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

    private Rule rule(int replicas, int limit, double heldSeconds) {
        if (needs.up() > limit) {
            return new Rule(
                    Kind.LIMIT,
                    limit < target.maxReplicas()
                            ? text("partitions, %,d would be wanted and %,d can be fed", needs.up(), limit)
                            : text("maxReplicas, %,d would be wanted", needs.up()));
        }
        if (replicas > Math.max(needs.up(), target.minReplicas())) {
            if (replicas <= Math.max(needs.relaxed(), needs.least())) {
                return new Rule(Kind.STEADY, text("steady within the dead band, %,d would just do", needs.up()));
            }
            return new Rule(Kind.HOLD, text("holding for %.0f s, %,d would do", Math.ceil(heldSeconds), needs.up()));
        }
        if (replicas > needs.up()) {
            return new Rule(needs.up() == 0 ? Kind.IDLE : Kind.STEADY, "minReplicas");
        }
        if (needs.catchUp() > needs.steady().workers()) {
            return new Rule(Kind.CATCH_UP, "catch-up" + all(replicas));
        }
        if (needs.steady().workers() > 0) {
            return new Rule(Kind.STEADY, "steady" + all(replicas));
        }
        return needs.least() > 0
                ? new Rule(Kind.STEADY, text("at work, %,d busy", seen.fleet().busy()))
                : new Rule(Kind.IDLE, "idle");
    }

    private static String figure(double value) {
        return value >= 10 || value == Math.rint(value) ? text("%,.0f", value) : text("%.2f", value);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
