package dev.millrace.scaler.simulate.world;

/** A worker from its order to its end. Times are seconds since the begin. */
final class Worker {
    /** What a worker is doing. */
    enum State {
        /** Waits for a node with room, or for its turn to start. */
        PENDING,
        /** Is loading. */
        STARTING,
        /** Takes records. */
        READY
    }

    final double orderedAt;
    State state = State.PENDING;
    /** When it takes records, once it is starting. */
    double readyAt;
    /** Until when the group counts it as a member that it is no longer: it died; 0 where it did not. */
    double missedUntil;

    Worker(double orderedAt) {
        this.orderedAt = orderedAt;
    }

    /** Has partitions dealt to it at {@code now}, whether it reads them or lies dead. */
    boolean isMember(double now) {
        return state == State.READY || missedUntil > now;
    }
}
