package dev.millrace.load.witness;

import dev.millrace.load.plan.Plan;
import dev.millrace.load.plan.PlannedEvent;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan that was written down. */
final class ListPlan<E> implements Plan<E> {
    private final Iterator<PlannedEvent<E>> events;

    ListPlan(List<PlannedEvent<E>> events) {
        this.events = events.iterator();
    }

    @Override
    public @Nullable PlannedEvent<E> next() {
        return events.hasNext() ? events.next() : null;
    }
}
