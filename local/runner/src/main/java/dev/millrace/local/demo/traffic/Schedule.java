package dev.millrace.local.demo.traffic;

/** When each event of a part is due, in nanoseconds since the part began. */
@FunctionalInterface
public interface Schedule {
    /**
     * Nanoseconds after the part began.
     *
     * @param index of the event within the part
     * @param ownMillis of the event, since the part's first event
     */
    long dueNanos(long index, long ownMillis);

    /** Evenly, so many events a second. */
    static Schedule rate(double perSecond) {
        return (index, ownMillis) -> (long) (index * 1e9 / perSecond);
    }

    /** So many times faster than the data's own time. */
    static Schedule speed(double factor) {
        return (index, ownMillis) -> (long) (ownMillis * 1e6 / factor);
    }
}
