package dev.millrace.load.arrival;

/**
 * When each event of a flow is due, one after the other. The instants follow from specification and seed alone, never from how
 * the platform or the sender fares: this is what makes the load open loop.
 *
 * <p>Not thread-safe.
 */
public interface Arrivals {
    /** What {@link #next} says behind the last event. */
    long END = Long.MAX_VALUE;

    /** Nanoseconds from the begin to the next event, never less than those before; {@link #END} at the end. */
    long next();
}
