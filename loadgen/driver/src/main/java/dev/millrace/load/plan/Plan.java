package dev.millrace.load.plan;

import org.jspecify.annotations.Nullable;

/**
 * The events of one flow in one sending process, in the order of their due times. Whoever makes a plan from the same settings
 * walks the same events: the sender to send them, the witness to know what is owed and since when.
 *
 * <p>Not thread-safe.
 *
 * @param <E> {@link SensorSample} or {@link UserAct}
 */
public interface Plan<E> {
    /** The next event; null at the end. */
    @Nullable
    PlannedEvent<E> next();
}
