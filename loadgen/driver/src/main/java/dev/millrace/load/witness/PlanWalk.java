package dev.millrace.load.witness;

import dev.millrace.load.plan.Plan;
import dev.millrace.load.plan.PlannedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Walks the plans of all sending processes at once, up to a time. Not thread-safe. */
final class PlanWalk<E> {
    /** Takes one event. */
    interface Visitor<E> {
        void visit(int process, PlannedEvent<E> event);
    }

    private final List<Plan<E>> plans = new ArrayList<>();
    private final List<@Nullable PlannedEvent<E>> heads = new ArrayList<>();

    /** Makes the plan of each process, 0 to {@code processes} − 1. */
    PlanWalk(int processes, IntFunction<Plan<E>> maker) {
        for (int process = 0; process < processes; process++) {
            Plan<E> plan = maker.apply(process);
            plans.add(plan);
            heads.add(plan.next());
        }
    }

    /** Visits, process by process, every event due at {@code dueNanos} or before that was not visited yet. */
    void advance(long dueNanos, Visitor<E> visitor) {
        for (int process = 0; process < plans.size(); process++) {
            PlannedEvent<E> head = heads.get(process);
            while (head != null && head.dueNanos() <= dueNanos) {
                visitor.visit(process, head);
                head = plans.get(process).next();
            }
            heads.set(process, head);
        }
    }

    /** Counts how many of the first {@code sent[process]} events of each plan are {@code wanted}. */
    static <E> long count(IntFunction<Plan<E>> maker, long[] sent, Predicate<E> wanted) {
        long count = 0;
        for (int process = 0; process < sent.length; process++) {
            Plan<E> plan = maker.apply(process);
            for (long i = 0; i < sent[process]; i++) {
                PlannedEvent<E> event = plan.next();
                if (event == null) {
                    throw new IllegalArgumentException("process " + process + " says that it sent " + sent[process]
                            + " events, but its plan has " + i + ": were both given the same settings?");
                }
                count += wanted.test(event.event()) ? 1 : 0;
            }
        }
        return count;
    }
}
